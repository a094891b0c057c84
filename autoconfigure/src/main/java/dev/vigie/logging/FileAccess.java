package dev.vigie.logging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may read log files. What is there already keeps what it has: the operator may have opened it to a shipper. Where
 * a file system has no such permissions, nothing is set.
 */
final class FileAccess {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Set<PosixFilePermission> files;

    private FileAccess(Set<PosixFilePermission> files) {
        this.files = files;
    }

    /**
     * The permissions of new files.
     *
     * @param permissions nine characters such as {@code rw-r-----}
     * @throws IllegalArgumentException for anything else
     */
    static FileAccess of(String permissions) {
        return new FileAccess(PosixFilePermissions.fromString(permissions));
    }

    FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent, attributes(directories()));
        }
        return FileChannel.open(file, options, attributes(files));
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Whoever may read a file may enter its directory. */
    private Set<PosixFilePermission> directories() {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(files);
        permissions.add(PosixFilePermission.OWNER_WRITE);
        permissions.add(PosixFilePermission.OWNER_READ);
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        if (files.contains(PosixFilePermission.GROUP_READ)) {
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (files.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    /** Takes from rolled files what new ones would not have; logback makes them as it makes any file. */
    void closeArchivesOf(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (!POSIX || parent == null || name == null) {
            return;
        }
        String beginning = name + ".";
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, path -> isArchive(path, beginning))) {
            for (Path archive : all) {
                close(archive);
            }
        }
    }

    private static boolean isArchive(Path path, String beginning) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(beginning) && (name.endsWith(".gz") || name.endsWith(".zip"));
    }

    /** Takes from a file what new ones would not have, as far as this process may. */
    void close(Path file) {
        if (!POSIX) {
            return;
        }
        try {
            Set<PosixFilePermission> have = Files.getPosixFilePermissions(file);
            if (have.retainAll(files)) {
                Files.setPosixFilePermissions(file, have);
            }
        } catch (IOException | RuntimeException goneOrOfAnother) {
            // It is removed or packed at this moment, or belongs to somebody else.
        }
    }
}
