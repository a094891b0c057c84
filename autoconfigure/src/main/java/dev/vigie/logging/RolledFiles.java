package dev.vigie.logging;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.rolling.helper.FileNamePattern;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rolled files of one log file: archives, and those set aside until they are packed. Nothing is deleted before its
 * archive is whole.
 */
final class RolledFiles {

    private static final Pattern TOKEN = Pattern.compile("%[-.0-9]*[di](\\{[^}]*})?");
    private static final Pattern WAITING = Pattern.compile("(.+)\\.\\d+\\.tmp");

    private final Path folder;
    private final int depth;
    private final Pattern archives;
    private final LogFiles.Kept kept;
    private final FileAccess access;
    private final GzipArchive packing;

    RolledFiles(String pattern, Context context, FileAccess access, LogFiles.Kept kept) {
        String slashed = pattern.replace('\\', '/');
        int firstToken = Math.max(slashed.indexOf('%'), 0);
        int folderEnd = slashed.lastIndexOf('/', firstToken) + 1;
        String names = slashed.substring(folderEnd);
        this.folder = Path.of(slashed.substring(0, folderEnd)).toAbsolutePath();
        this.depth = names.split("/").length;
        this.archives = regex(names, context);
        this.kept = kept;
        this.access = access;
        this.packing = new GzipArchive(access);
    }

    private static Pattern regex(String names, Context context) {
        StringBuilder regex = new StringBuilder();
        Matcher token = TOKEN.matcher(names);
        int from = 0;
        while (token.find()) {
            regex.append(Pattern.quote(names.substring(from, token.start())))
                    .append(new FileNamePattern(token.group(), context).toRegex());
            from = token.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(names.substring(from))).toString());
    }

    /** Takes the file out of the way; it is packed later. */
    void setAside(Path file, Path archive) throws IOException {
        access.makeFolderOf(archive);
        Files.move(file, archive.resolveSibling(archive.getFileName() + "." + System.nanoTime() + ".tmp"));
    }

    /** Packs what was set aside, also before this process; one that cannot be packed does not keep the others. */
    void pack() throws IOException {
        IOException failed = null;
        for (Rolled file : all()) {
            try {
                if (file.waitsFor() != null) {
                    packing.add(file.path(), file.waitsFor());
                }
            } catch (IOException notNow) {
                failed = notNow;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Removes the oldest of those that are too many, or too large together. */
    void removeOldest() throws IOException {
        List<Rolled> newestFirst = all();
        newestFirst.sort(
                Comparator.comparing(Rolled::since).thenComparing(Rolled::path).reversed());
        int files = 0;
        long bytes = 0;
        for (Rolled file : newestFirst) {
            files++;
            bytes += file.bytes();
            if ((kept.files() > 0 && files > kept.files())
                    || bytes > kept.bytes().toBytes()) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    /** Removes those whose last line is older. */
    void removeBefore(Instant oldest) throws IOException {
        for (Rolled file : all()) {
            if (file.since().toInstant().isBefore(oldest)) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    /** For archives that logback made, as it makes any file. */
    void protect() throws IOException {
        for (Rolled file : all()) {
            access.narrow(file.path());
        }
    }

    private List<Rolled> all() throws IOException {
        List<Rolled> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        // A walk does not enter what is a link.
        Path real = folder.toRealPath();
        Files.walkFileTree(real, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes is) {
                Rolled rolled = is.isRegularFile() ? rolled(real, path, is) : null;
                if (rolled != null) {
                    found.add(rolled);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException removedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private @Nullable Rolled rolled(Path real, Path path, BasicFileAttributes is) {
        String name = real.relativize(path).toString().replace('\\', '/');
        Matcher waiting = WAITING.matcher(name);
        boolean waits = waiting.matches();
        String archive = waits ? waiting.group(1) : name;
        return archives.matcher(archive).matches()
                ? new Rolled(path, is.lastModifiedTime(), is.size(), waits ? real.resolve(archive) : null)
                : null;
    }

    /**
     * One of them.
     *
     * @param since when the last line was written
     * @param waitsFor the archive it is to become, or null when it is one
     */
    private record Rolled(Path path, FileTime since, long bytes, @Nullable Path waitsFor) {}
}
