package dev.vigie.sample.crm.servers;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the failed start of an embedded server into a message with a way out. */
class ServerNotStartedAnalyzer extends AbstractFailureAnalyzer<ServerNotStartedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ServerNotStartedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.wayOut(), cause);
    }
}
