package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.Refusal;

/** A list in pages of 25, by the number of the page in its address. */
final class Range {

    static final int SIZE = 25;
    static final String PAGE = "page";
    private static final int MOST = 400_000;

    private final URI list;
    private final int page;

    /**
     * @param list the address of the list with its filters, without a page
     * @param query of this request
     */
    Range(URI list, MultivaluedMap<String, String> query) {
        this.list = list;
        this.page = number(query);
    }

    private static int number(MultivaluedMap<String, String> query) {
        Optional<String> asked =
                Optional.ofNullable(query.getFirst(PAGE)).filter(text -> !text.isEmpty());
        try {
            int number = Integer.parseInt(asked.orElse("1"));
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refusal.notFound("This page");
    }

    /** How many entries come before this page. */
    int first() {
        return (page - 1) * SIZE;
    }

    /**
     * What the page says about itself.
     *
     * @param shown how many entries are on it
     * @param total how many there are
     */
    Map<String, Object> attributes(int shown, long total) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("first", shown == 0 ? 0 : first() + 1);
        attributes.put("last", shown == 0 ? 0 : first() + shown);
        attributes.put("total", total);
        if (page > 1) {
            // Past the end, after people have gone: back to the last page there is.
            long last = Math.max(1, (total + SIZE - 1) / SIZE);
            attributes.put("previousUrl", address(Math.min(page - 1L, last)));
        }
        if (first() + (long) shown < total && shown > 0) {
            attributes.put("nextUrl", address(page + 1L));
        }
        return attributes;
    }

    private String address(long number) {
        UriBuilder address = UriBuilder.fromUri(list);
        if (number > 1) {
            address.queryParam(PAGE, number);
        }
        return relative(address.build());
    }

    /** An address as a page of ours names another: without the server. */
    static String relative(URI address) {
        return address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + "?" + address.getRawQuery();
    }
}
