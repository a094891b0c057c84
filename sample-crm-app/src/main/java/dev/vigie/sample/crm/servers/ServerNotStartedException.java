package dev.vigie.sample.crm.servers;

/** An embedded server did not start; says which property points to a real one instead. */
class ServerNotStartedException extends RuntimeException {

    private final String wayOut;

    ServerNotStartedException(String server, String wayOut, Throwable cause) {
        super("The embedded %s did not start: %s".formatted(server, cause.getMessage()), cause);
        this.wayOut = wayOut;
    }

    String wayOut() {
        return wayOut;
    }
}
