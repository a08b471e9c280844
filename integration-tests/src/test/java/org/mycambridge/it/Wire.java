package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a page's requests come to, headers included, as the browser's network layer counts. */
final class Wire {

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();

    Wire(CDPSession session) {
        session.send("Network.enable");
        session.on("Network.requestWillBeSent", event -> requests.incrementAndGet());
        session.on(
                "Network.loadingFinished",
                event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
    }

    /** Opens an address and waits for all that its page loads. */
    static void open(Page page, String address) {
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    long bytesOf(Runnable visit) {
        bytes.set(0);
        requests.set(0);
        visit.run();
        assertThat(bytes.get()).isPositive();
        return bytes.get();
    }

    int requests() {
        return requests.get();
    }
}
