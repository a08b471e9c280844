package org.mycambridge.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.mycambridge.it.Hand.Answer;
import org.mycambridge.it.stand.TestRealm;

/**
 * What a proxy in front of the nodes does: requests go to them in turn, and one that got no answer,
 * or 502, 503 or 504, goes to the other once. So everything that is sent through it may be sent
 * again: it only reads, or carries an {@code Idempotency-Key}.
 */
final class Proxy {

    private final List<Hand> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();

    /**
     * For one person.
     *
     * @param base where paths begin
     * @param token gets an access token at a node
     */
    Proxy(List<TestRealm> nodes, String base, Function<TestRealm, String> token) {
        this.nodes =
                nodes.stream()
                        .map(node -> new Hand(node.url(base), () -> token.apply(node)))
                        .toList();
    }

    Answer send(String method, String path, Map<String, ?> body, String... headers) {
        return inTurn(node -> node.send(method, path, body, headers));
    }

    /** A service asks for new tokens. */
    Answer refresh(String client, String secret, String refreshToken) {
        return inTurn(node -> node.refresh(client, secret, refreshToken));
    }

    private Answer inTurn(Function<Hand, Answer> request) {
        int first = turn.getAndIncrement();
        Answer answer = request.apply(nodes.get(Math.floorMod(first, nodes.size())));
        if (answer.status() != 0 && answer.status() < 502) {
            return answer;
        }
        again.incrementAndGet();
        return request.apply(nodes.get(Math.floorMod(first + 1, nodes.size())));
    }

    /** How often the other one was asked. */
    int again() {
        return again.get();
    }
}
