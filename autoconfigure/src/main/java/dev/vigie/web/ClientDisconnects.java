package dev.vigie.web;

import org.springframework.web.util.DisconnectedClientHelper;

/** Whether an exception only says that the client went away. */
final class ClientDisconnects {

    private ClientDisconnects() {}

    /** Never throws, whatever the exception does when it is looked at. */
    static boolean isOne(Throwable thrown) {
        try {
            return DisconnectedClientHelper.isClientDisconnectedException(thrown);
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return false;
        }
    }
}
