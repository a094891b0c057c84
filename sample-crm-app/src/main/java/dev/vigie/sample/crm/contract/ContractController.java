package dev.vigie.sample.crm.contract;

import dev.vigie.sample.crm.organisation.OrganisationService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/** {@code /contracts}, and those of one organisation. */
@RestController
class ContractController {

    private final ContractRepository contracts;
    private final OrganisationService organisations;

    ContractController(ContractRepository contracts, OrganisationService organisations) {
        this.contracts = contracts;
        this.organisations = organisations;
    }

    @PostMapping("/organisations/{organisationId}/contracts")
    ResponseEntity<Contract> create(@PathVariable long organisationId, @Valid @RequestBody NewContract contract) {
        organisations.get(organisationId);
        try {
            Contract created = contracts.insert(organisationId, contract);
            return ResponseEntity.created(URI.create("/contracts/" + created.id()))
                    .body(created);
        } catch (DataIntegrityViolationException e) {
            throw organisations.explain(organisationId, e);
        }
    }

    @GetMapping("/organisations/{organisationId}/contracts")
    List<Contract> ofOrganisation(@PathVariable long organisationId) {
        organisations.get(organisationId);
        return contracts.findByOrganisation(organisationId);
    }

    @GetMapping("/contracts")
    List<Contract> latest(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return contracts.findLatest(size);
    }

    @GetMapping("/contracts/{id}")
    Contract get(@PathVariable long id) {
        return contracts
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no contract " + id));
    }
}
