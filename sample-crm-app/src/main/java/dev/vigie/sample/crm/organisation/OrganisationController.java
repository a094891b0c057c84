package dev.vigie.sample.crm.organisation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /organisations} as JSON. */
@RestController
@RequestMapping("/organisations")
class OrganisationController {

    private final OrganisationService organisations;

    OrganisationController(OrganisationService organisations) {
        this.organisations = organisations;
    }

    @PostMapping
    ResponseEntity<Organisation> create(@Valid @RequestBody NewOrganisation organisation) {
        Organisation created = organisations.create(organisation);
        return ResponseEntity.created(URI.create("/organisations/" + created.id()))
                .body(created);
    }

    /** @param q part of a name or a city; all organisations without it */
    @GetMapping
    Page<Organisation> list(
            @RequestParam(defaultValue = "") @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*") String q,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return organisations.search(q, page, size);
    }

    @GetMapping("/{id}")
    Organisation get(@PathVariable long id) {
        return organisations.get(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        organisations.delete(id);
    }
}
