package dev.vigie.sample.crm.organisation;

import dev.vigie.operation.Operations;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** All organisations. */
@Service
public class OrganisationService {

    private static final Logger log = LoggerFactory.getLogger(OrganisationService.class);

    private final OrganisationRepository repository;
    private final Operations operations;

    OrganisationService(OrganisationRepository repository, Operations operations) {
        this.repository = repository;
        this.operations = operations;
    }

    Organisation create(NewOrganisation organisation) {
        return operations.call("create_organisation", operation -> {
            operation.tag("category", String.valueOf(organisation.category()));
            Organisation created = insert(organisation);
            operation.data("org_id", created.id());
            return created;
        });
    }

    private Organisation insert(NewOrganisation organisation) {
        try {
            Organisation created = repository.insert(organisation);
            log.atInfo()
                    .addKeyValue("org_id", created.id())
                    .addKeyValue("org_name", created.name())
                    .log("organisation_created");
            return created;
        } catch (DuplicateKeyException e) {
            throw OrganisationConflictException.nameTaken(e);
        }
    }

    /**
     * Adds many at once, in the caller's transaction; what is there already stays as it is.
     *
     * @return for each organisation, in the same order, whether it was added; false means that its name is taken
     */
    public boolean[] addAll(List<NewOrganisation> organisations) {
        return repository.insertAllWithFreeName(organisations);
    }

    /** One organisation, or 404 when there is none. */
    @Cacheable(Organisation.CACHE)
    public Organisation get(long id) {
        return repository.find(id).orElseThrow(() -> notFound(id));
    }

    Page<Organisation> search(String text, int page, int size) {
        return repository.search(text, page, size);
    }

    @CacheEvict(Organisation.CACHE)
    public void delete(long id) {
        try {
            if (!repository.delete(id)) {
                throw notFound(id);
            }
        } catch (DataIntegrityViolationException e) {
            throw OrganisationConflictException.hasContracts(e);
        }
    }

    /**
     * Tells why something could not be added to an organisation, and forgets the organisation: the cache may know one
     * that is deleted already.
     *
     * @return 404 when there is no such organisation any more, else the failure itself
     */
    @CacheEvict(cacheNames = Organisation.CACHE, key = "#id")
    public RuntimeException explain(long id, DataIntegrityViolationException failure) {
        return repository.find(id).isPresent() ? failure : notFound(id);
    }

    private static ResponseStatusException notFound(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no organisation " + id);
    }
}
