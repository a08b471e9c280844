package org.mycambridge.it.stand;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail as a person reads it.
 *
 * @param to the address it went to
 * @param from what its sender line says, name and address
 * @param envelopeFrom where a bounce would go
 * @param text the plain part, with line ends as {@code \n}; empty without one
 * @param html the HTML part; empty without one
 */
public record Mail(
        String to,
        String from,
        String envelopeFrom,
        String subject,
        String text,
        String html,
        Instant received) {

    static Mail of(MimeMessage message, String to, String envelopeFrom, Instant received) {
        try {
            return new Mail(
                    to,
                    from(message),
                    envelopeFrom,
                    message.getSubject() == null ? "" : message.getSubject(),
                    part(message, "text/plain").replace("\r\n", "\n"),
                    part(message, "text/html"),
                    received);
        } catch (MessagingException e) {
            throw new IllegalStateException("Not a readable mail", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Not a readable mail", e);
        }
    }

    /** The only line of the plain part that matches the expression, without spaces around it. */
    public String line(String expression) {
        var lines =
                text.lines().map(String::strip).filter(line -> line.matches(expression)).toList();
        if (lines.size() != 1) {
            throw new AssertionError(
                    lines.size() + " lines match " + expression + " in this mail:\n" + text);
        }
        return lines.get(0);
    }

    /** The first address of a page in the plain part that holds the text. */
    public String link(String containing) {
        return Stream.of(text.split("[\\s<>\"]+"))
                .filter(word -> word.startsWith("http://") || word.startsWith("https://"))
                .filter(word -> word.contains(containing))
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "No link with " + containing + " in this mail:\n" + text));
    }

    private static String from(MimeMessage message) throws MessagingException {
        Address[] from = message.getFrom();
        return from == null
                ? ""
                : Arrays.stream(from)
                        .map(
                                address ->
                                        address instanceof InternetAddress internet
                                                ? internet.toUnicodeString()
                                                : address.toString())
                        .collect(Collectors.joining(", "));
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        if (part.isMimeType("message/rfc822") && part.getContent() instanceof Message message) {
            return part(message, type);
        }
        return "";
    }
}
