package dev.vigie.sample.crm.organisation;

/** What was asked for does not go together with what the database holds; the message is for the user. */
class OrganisationConflictException extends RuntimeException {

    private OrganisationConflictException(String message, Throwable cause) {
        super(message, cause);
    }

    static OrganisationConflictException nameTaken(Throwable cause) {
        return new OrganisationConflictException("An organisation of this name exists already", cause);
    }

    static OrganisationConflictException hasContracts(Throwable cause) {
        return new OrganisationConflictException("The organisation has contracts and cannot be deleted", cause);
    }
}
