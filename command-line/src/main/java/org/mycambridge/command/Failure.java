package org.mycambridge.command;

/** Why a command can't go on; its message is for the person who gave it. */
final class Failure extends RuntimeException {

    Failure(String message) {
        super(message);
    }
}
