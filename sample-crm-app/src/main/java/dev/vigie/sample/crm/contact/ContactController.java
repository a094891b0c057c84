package dev.vigie.sample.crm.contact;

import dev.vigie.sample.crm.organisation.OrganisationService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /contacts}, and those of one organisation. */
@RestController
class ContactController {

    private final ContactRepository contacts;
    private final OrganisationService organisations;

    ContactController(ContactRepository contacts, OrganisationService organisations) {
        this.contacts = contacts;
        this.organisations = organisations;
    }

    @PostMapping("/organisations/{organisationId}/contacts")
    ResponseEntity<Contact> create(@PathVariable long organisationId, @Valid @RequestBody NewContact contact) {
        organisations.get(organisationId);
        try {
            Contact created = contacts.insert(organisationId, contact);
            return ResponseEntity.created(URI.create("/contacts/" + created.id()))
                    .body(created);
        } catch (DataIntegrityViolationException e) {
            throw organisations.explain(organisationId, e);
        }
    }

    @GetMapping("/organisations/{organisationId}/contacts")
    List<Contact> ofOrganisation(@PathVariable long organisationId) {
        organisations.get(organisationId);
        return contacts.findByOrganisation(organisationId);
    }

    @GetMapping("/contacts/{id}")
    Contact get(@PathVariable long id) {
        return contacts.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no contact " + id));
    }

    /** @param q part of a name or an e-mail address */
    @GetMapping("/contacts")
    List<Contact> search(@RequestParam(defaultValue = "") @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*") String q) {
        return contacts.search(q);
    }
}
