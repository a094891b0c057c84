package dev.vigie.bench.app;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The cheapest honest request: a route with a variable, an object, JSON. */
@RestController
class HelloController {

    @GetMapping("/hello/{name}")
    Greeting hello(@PathVariable String name) {
        return new Greeting("Hello", name);
    }

    record Greeting(String text, String name) {}
}
