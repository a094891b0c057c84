package dev.vigie.situation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One way in which something can go wrong, what is done for it, and what is expected of it. */
final class Situation {

    /** Does what the situation is about. */
    @FunctionalInterface
    interface Act {
        Answer perform(Scene scene) throws Exception;
    }

    /** Where a situation is played: the running application, and a request to it. */
    record Scene(org.springframework.context.ApplicationContext application, RawClient client, Situation situation) {

        Answer send() throws Exception {
            return client.send(situation.method, situation.path(), situation.headersToSend(), situation.body);
        }
    }

    /** What an event belongs to, and so what has to be on it. */
    enum Origin {
        REQUEST,
        BACKGROUND
    }

    private final String family;
    private final String name;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Act act = Scene::send;
    private String method = "GET";
    private String route = "/";
    private byte[] body = new byte[0];
    private boolean signedIn = true;

    Origin origin = Origin.REQUEST;
    int status = 200;
    boolean problem;
    int events;
    String what;
    String level = "error";
    Boolean handled;
    String transaction;
    boolean userExpected = true;
    boolean idInHeader;
    boolean idInBody;
    boolean cutOff;
    private int outcome;

    private Situation(String family, String name) {
        this.family = family;
        this.name = name;
    }

    static Situation of(String family, String name) {
        return new Situation(family, name);
    }

    Situation get(String template) {
        return request("GET", template, "");
    }

    /** A request; {@code {id}} in the template becomes 7. */
    Situation request(String verb, String template, String content) {
        method = verb;
        route = template;
        transaction = verb + " " + template;
        body = content.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Situation header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Situation doing(Act other) {
        act = other;
        return this;
    }

    Situation anonymous() {
        signedIn = false;
        return withoutUser();
    }

    /** Nobody can know the user yet, although somebody signs in. */
    Situation withoutUser() {
        userExpected = false;
        return this;
    }

    /** Not of a request. */
    Situation inBackground() {
        origin = Origin.BACKGROUND;
        status = 0;
        return withoutUser();
    }

    Situation answers(int expected) {
        status = expected;
        return this;
    }

    /** Our own answer, with the ids in it. */
    Situation answersProblem() {
        problem = true;
        idInHeader = true;
        idInBody = true;
        return answers(500);
    }

    /** The answer had begun when it failed. */
    Situation cutOff() {
        cutOff = true;
        return endsAs(500);
    }

    /** What the access line says where the client was told another status before. */
    Situation endsAs(int expected) {
        outcome = expected;
        return this;
    }

    int outcome() {
        return outcome != 0 ? outcome : status == 0 ? 499 : status;
    }

    Situation sendsOne(Class<? extends Throwable> type) {
        return sendsOne(type.getSimpleName());
    }

    /** An event with this exception, or with this message in quotes; null when either is good. */
    Situation sendsOne(String expected) {
        events = 1;
        what = expected;
        return this;
    }

    Situation sendsNothing() {
        events = 0;
        return this;
    }

    Situation unhandled() {
        handled = false;
        return this;
    }

    Situation handled() {
        handled = true;
        return this;
    }

    Situation level(String expected) {
        level = expected;
        return this;
    }

    Situation named(String expected) {
        transaction = expected;
        return this;
    }

    Situation tellsIdInHeader() {
        idInHeader = true;
        return this;
    }

    Situation tellsIdInBody() {
        idInBody = true;
        return this;
    }

    String family() {
        return family;
    }

    String name() {
        return name;
    }

    Answer perform(Scene scene) throws Exception {
        return act.perform(scene);
    }

    String method() {
        return method;
    }

    String path() {
        return route.replace("{id}", "7");
    }

    /** The one this situation's requests are known by. */
    String requestId() {
        String id = name.replaceAll("[^A-Za-z0-9]+", "-");
        return id.length() <= 64 ? id : id.substring(id.length() - 64);
    }

    Map<String, String> headersToSend() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "application/json");
        all.put("X-Request-ID", requestId());
        if (signedIn) {
            all.put("Authorization", "Basic YWRhOnJpZ2h0"); // ada:right
        }
        all.putAll(headers);
        return all;
    }

    @Override
    public String toString() {
        return family + ": " + name;
    }
}
