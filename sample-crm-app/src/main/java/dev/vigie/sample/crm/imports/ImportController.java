package dev.vigie.sample.crm.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a CSV file of organisations. */
@RestController
class ImportController {

    private static final int LONGEST_NAME = 100;

    private final OrganisationImport organisations;

    ImportController(OrganisationImport organisations) {
        this.organisations = organisations;
    }

    /** @param strict whether one bad row rejects the whole file */
    @PostMapping(path = "/organisations/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ImportReport importOrganisations(
            @RequestPart MultipartFile file, @RequestParam(defaultValue = "false") boolean strict) throws IOException {
        return organisations.run(shownName(file.getOriginalFilename()), file, strict);
    }

    /** The name comes from the sender: without folders and control characters, and not for ever. */
    private static String shownName(@Nullable String original) {
        String name = StringUtils.getFilename(StringUtils.cleanPath(original == null ? "" : original));
        String clean = name == null ? "" : name.replaceAll("\\p{Cntrl}", "").strip();
        if (clean.isEmpty()) {
            return "unnamed.csv";
        }
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }
}
