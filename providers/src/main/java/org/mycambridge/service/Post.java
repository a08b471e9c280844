package org.mycambridge.service;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * One message on its way to a receiver. No thread waits for the answer, no redirect is followed,
 * and what the answer says beside its status is not looked at.
 *
 * @param changeId the row it is about
 * @param id the same each time it is tried
 * @param second when it was signed, in seconds since 1970
 */
record Post(long changeId, String id, URI url, String body, long second, String signatures) {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 16 * 1024;

    /** Made with the first message, not with the class. */
    private static final class Client {

        private static final HttpClient HTTP =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECTING)
                        .build();
    }

    /**
     * Sends it.
     *
     * @return within ten seconds why it was not acknowledged; empty where it was
     */
    CompletableFuture<Optional<String>> send() {
        CompletableFuture<HttpResponse<Void>> exchange;
        try {
            exchange = Client.HTTP.sendAsync(request(), answer -> new Ignored());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Optional.of(cause(e)));
        }
        return exchange.copy()
                .orTimeout(WHOLE.toMillis(), TimeUnit.MILLISECONDS)
                .handle(
                        (answer, e) -> {
                            if (e != null) {
                                exchange.cancel(true);
                                return Optional.of(cause(e));
                            }
                            return answer.statusCode() / 100 == 2
                                    ? Optional.empty()
                                    : Optional.of("answered " + answer.statusCode());
                        });
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(url)
                .timeout(WHOLE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "my-cambridge-webhooks")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(second))
                .header("webhook-signature", signatures)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** By the kinds of the failure alone: its text may quote the receiver. */
    private static String cause(Throwable e) {
        List<String> kinds = new ArrayList<>();
        for (Throwable t = e; t != null && kinds.size() < 5; t = t.getCause()) {
            if (!(t instanceof CompletionException)) {
                kinds.add(t.getClass().getSimpleName());
            }
        }
        return String.join(" < ", kinds);
    }

    /** Reads a short body, so that the connection can be used again, and ends a long one. */
    private static final class Ignored implements HttpResponse.BodySubscriber<Void> {

        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private Flow.Subscription subscription;
        private long bytes;

        @Override
        public CompletionStage<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription body) {
            subscription = body;
            body.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (bytes > MOST_BYTES) {
                subscription.cancel();
                done.complete(null);
            }
        }

        @Override
        public void onError(Throwable e) {
            done.complete(null); // the status has been read, and that is all that counts
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }
}
