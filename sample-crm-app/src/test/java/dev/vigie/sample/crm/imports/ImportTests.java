package dev.vigie.sample.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.transaction.support.TransactionOperations;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ImportTests {

    private static final String HEADER = "name,city,country,category\n";

    private final RunningCrm crm = RunningCrm.start();
    private final CrmClient client = crm.clientOf("samir");

    @BeforeEach
    void empty() {
        crm.jdbc().sql("delete from organisation").update();
    }

    @AfterAll
    void stop() {
        crm.close();
    }

    @Test
    void importsTheShippedFileAndReportsItsBadRowsByLine(CapturedOutput output) throws IOException {
        Answer answer = client.upload("/organisations/import", "organisations.csv", shippedFile());

        ImportReport report = report(answer);
        assertThat(report.filename()).isEqualTo("organisations.csv");
        assertThat(report.successCount()).isEqualTo(5_000);
        assertThat(report.errorCount()).isEqualTo(7);
        assertThat(report.rejected())
                .extracting(RejectedRow::line, RejectedRow::reason)
                .containsExactly(
                        tuple(104L, "name must not be empty"),
                        tuple(777L, "country must be a country code of two capital letters, such as FR"),
                        tuple(1503L, "has 3 values instead of 4"),
                        tuple(2222L, "city must not be empty"),
                        tuple(3141L, "name is the same as on line 12"),
                        tuple(4096L, "category must be Company, Institution or Association"),
                        tuple(4711L, "name must have at most 200 characters"));
        assertThat(crm.count("organisation")).isEqualTo(5_000);
        assertThat(output).contains("import_completed");
    }

    @Test
    void reportsEveryRowWhenAllAreThereAlready() throws IOException {
        client.upload("/organisations/import", "organisations.csv", shippedFile());

        ImportReport report = report(client.upload("/organisations/import", "organisations.csv", shippedFile()));

        assertThat(report.successCount()).isZero();
        assertThat(report.errorCount()).isEqualTo(5_007);
        assertThat(report.rejected()).hasSize(1_000);
        assertThat(report.rejected().get(0))
                .isEqualTo(new RejectedRow(2, "name belongs to an organisation that exists already"));
        assertThat(report.rejected()).contains(new RejectedRow(104, "name must not be empty"));
        assertThat(crm.count("organisation")).isEqualTo(5_000);
    }

    @Test
    void rejectsTheWholeFileWhenStrict() throws IOException {
        Answer answer = client.upload("/organisations/import?strict=true", "organisations.csv", shippedFile());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).isEqualTo("Nothing was imported: 7 rows are bad and the import is strict");
        assertThat(answer.json().required("rejected")).hasSize(7);
        assertThat(crm.count("organisation")).isZero();
    }

    @Test
    void importsAGoodFileWhenStrict() {
        assertThat(report(upload("/organisations/import?strict=true", HEADER + "A,Paris,FR,Company\n"))
                        .successCount())
                .isEqualTo(1);
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        ImportReport report = report(upload(
                "/organisations/import",
                "\uFEFFCity , Name,CATEGORY,country\r\n\r\n\"Paris\",\"Say \"\"Hi\"\", Inc\",company,FR\r\n"
                        + "\"Two\nlines\",B,Company,FR\r\n\r\n,,,\r\nLyon,C,Company,FR"));

        assertThat(report.successCount()).isEqualTo(2);
        assertThat(report.rejected())
                .extracting(RejectedRow::line)
                .as("the row with a line break begins on 4, the next one, after an empty line, on 7")
                .containsExactly(4L, 7L);
        assertThat(client.get("/organisations?q=" + CrmClient.encode("say \"hi\", inc"))
                        .json()
                        .required("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void writesNothingWhenARowFailsInTheMiddle() throws IOException {
        failOn("Kestrel", "raise exception 'disk full'");

        Answer answer = client.upload("/organisations/import", "organisations.csv", shippedFile());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("disk full").doesNotContainIgnoringCase("insert into");
        assertThat(crm.count("organisation")).isZero();
        dropTrigger();
        assertThat(report(client.upload("/organisations/import", "organisations.csv", shippedFile()))
                        .successCount())
                .isEqualTo(5_000);
    }

    @Test
    void writesNothingWhenTheConnectionBreaksInTheMiddle() throws IOException {
        failOn("Meridian", "perform pg_terminate_backend(pg_backend_pid())");

        Answer answer = client.upload("/organisations/import", "organisations.csv", shippedFile());

        assertThat(answer.status()).isEqualTo(500);
        dropTrigger();
        assertThat(crm.count("organisation")).isZero();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("", "The file is empty"),
                Arguments.of("\n\n", "The file is empty"),
                Arguments.of("name;city;country;category\nA;Paris;FR;Company\n", "Line 1: the header must be"),
                Arguments.of("name,city,country\nA,Paris,FR\n", "Line 1: the header must be"),
                Arguments.of("name,name,country,category\nA,B,FR,Company\n", "Line 1: the header must be"),
                Arguments.of(HEADER + "A,Paris,FR,Company\n\"B\"x,Paris,FR,Company\n", "Line 3: the quotes"),
                Arguments.of(
                        HEADER + "A,Paris,FR,Company\n\"B,Paris,FR,Company\nC,Lyon,FR,Company\n", "Line 3: the quotes"),
                Arguments.of("\u0089PNG\r\n\u001a\n", "Line 1: the header must be"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhatIsWrongWithAFileThatCannotBeRead(String content, String detail, CapturedOutput output) {
        Answer answer = upload("/organisations/import", content);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail()).startsWith(detail);
        assertThat(crm.count("organisation")).isZero();
        assertThat(output).contains("import_rejected");
    }

    @Test
    void namesTheLineThatIsNotUtf8() {
        byte[] latin1 =
                (HEADER + "A,Paris,FR,Company\nB,Orl\u00e9ans,FR,Company\n").getBytes(StandardCharsets.ISO_8859_1);

        Answer answer = client.upload("/organisations/import", "latin1.csv", latin1);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("Line 3: is not UTF-8; save the file with this encoding");
        assertThat(answer.json().required("line").asInt()).isEqualTo(3);
        assertThat(crm.count("organisation")).isZero();
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        byte[] large = (HEADER + "A,Paris,FR,Company\n".repeat(1_000_000)).getBytes(UTF_8);

        Answer answer = client.upload("/organisations/import", "large.csv", large);

        assertThat(large.length).isGreaterThan(15_000_000);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesAnUploadWithoutFile() {
        assertThat(client.postJson("/organisations/import", "{}").status()).isEqualTo(415);
        assertThat(client.post(
                                "/organisations/import",
                                "multipart/form-data; boundary=x",
                                BodyPublishers.ofString("--x--\r\n"))
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/organisations/import", "multipart/form-data", BodyPublishers.ofString("no boundary"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsTheNameOfTheFileWithoutFolders() {
        byte[] file = (HEADER + "A,Paris,FR,Company\n").getBytes(UTF_8);

        assertThat(report(client.upload("/organisations/import", "../../etc/list.csv", file))
                        .filename())
                .isEqualTo("list.csv");
    }

    @Test
    void answersConflictWhileAnotherImportIsRunning() throws IOException {
        Answer answer = crm.bean(TransactionOperations.class).execute(status -> {
            crm.bean(ImportLock.class).take();
            return upload("/organisations/import", HEADER + "A,Paris,FR,Company\n");
        });

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail())
                .isEqualTo("Nothing was imported: another import is running, try again when it has ended");
        assertThat(crm.count("organisation")).isZero();
        assertThat(report(upload("/organisations/import", HEADER + "A,Paris,FR,Company\n"))
                        .successCount())
                .isEqualTo(1);
    }

    /** Without the lock each of the two waits for names that the other one holds. */
    @RepeatedTest(3)
    void twoImportsOfTheSameNamesInOppositeOrderDoNotStandInEachOthersWay() {
        List<String> rows = IntStream.range(0, 20_000)
                .mapToObj("Organisation %d,Paris,FR,Company\n"::formatted)
                .collect(Collectors.toCollection(ArrayList::new));
        String file = HEADER + String.join("", rows);
        Collections.reverse(rows);
        String reversed = HEADER + String.join("", rows);
        CrmClient other = crm.clientOf("sofia");

        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(
                () -> other.upload("/organisations/import", "reversed.csv", reversed.getBytes(UTF_8)));
        List<Answer> answers = List.of(upload("/organisations/import", file), second.join());

        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .extracting(
                        answer -> report(answer).successCount() + report(answer).errorCount())
                .containsOnly(20_000);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .mapToInt(answer -> report(answer).successCount())
                        .sum())
                .isEqualTo(20_000);
        assertThat(crm.count("organisation")).isEqualTo(20_000);
    }

    @Test
    void namesTheLineWithHalfASurrogatePair() {
        byte[] file = (HEADER + "A,Paris,FR,Company\nB???,Paris,FR,Company\n").getBytes(UTF_8);
        int at = new String(file, UTF_8).indexOf("???");
        System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0, file, at, 3);

        Answer answer = client.upload("/organisations/import", "surrogate.csv", file);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("Line 3: is not UTF-8; save the file with this encoding");
        assertThat(crm.count("organisation")).isZero();
    }

    @Test
    void keepsACharacterOfTwoSurrogates() {
        assertThat(report(upload("/organisations/import", HEADER + "Violin \uD834\uDD1E,Paris,FR,Company\n"))
                        .successCount())
                .isEqualTo(1);
        assertThat(crm.jdbc()
                        .sql("select name from organisation")
                        .query(String.class)
                        .single())
                .isEqualTo("Violin \uD834\uDD1E");
    }

    /** Lets the database fail at a row far behind the first batch. */
    private void failOn(String name, String action) {
        crm.jdbc()
                .sql(
                        """
                create function fail() returns trigger language plpgsql as $$
                begin
                    if new.name like '%s%%' and (select count(*) from organisation) > 2000 then %s; end if;
                    return new;
                end $$"""
                                .formatted(name, action))
                .update();
        crm.jdbc()
                .sql("create trigger fail before insert on organisation for each row execute function fail()")
                .update();
    }

    @AfterEach
    void dropTrigger() {
        crm.jdbc().sql("drop function if exists fail cascade").update();
    }

    private Answer upload(String path, String content) {
        return client.upload(path, "test.csv", content.getBytes(UTF_8));
    }

    private static byte[] shippedFile() throws IOException {
        return new ClassPathResource("static/organisations.csv").getContentAsByteArray();
    }

    private static ImportReport report(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.as(ImportReport.class);
    }
}
