package org.mycambridge.policy;

/**
 * A service of the board.
 *
 * @param id stable
 * @param name as shown
 * @param client the client that stands for it in tokens
 * @param guidance where its own guidance is (F73)
 */
public record Service(String id, String name, String client, String guidance) {

    Service in(CatalogueWords words) {
        return new Service(id, words.say(name), client, guidance);
    }
}
