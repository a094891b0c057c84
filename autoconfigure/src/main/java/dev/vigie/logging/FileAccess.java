package dev.vigie.logging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read log files. What is there already keeps what it has: the operator may have opened it to a shipper. Where
 * a file system has no such permissions, nothing is set.
 */
final class FileAccess {

    private static final Set<OpenOption> APPENDING = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

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

    /** Opens a file to append to; a new one has exactly these permissions, whatever the umask. */
    FileChannel open(Path file) throws IOException {
        makeFolderOf(file);
        boolean isNew = Files.notExists(file);
        FileChannel opened = FileChannel.open(file, APPENDING, attributes(files));
        if (isNew) {
            set(file, files);
        }
        return opened;
    }

    /** Makes what is missing of its directory; who may read a file may enter it. */
    void makeFolderOf(Path file) throws IOException {
        List<Path> missing = new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        for (Path one = folder; one != null && Files.notExists(one); one = one.getParent()) {
            missing.add(one);
        }
        if (folder == null) {
            return;
        }
        Set<PosixFilePermission> permissions = directories();
        Files.createDirectories(folder, attributes(permissions));
        missing.forEach(made -> set(made, permissions));
    }

    /** What tells the file that has this name from another that has it later, or null. */
    static @Nullable Object keyOf(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return is.fileKey() == null ? is.creationTime() : is.fileKey();
        } catch (IOException | RuntimeException gone) {
            return null;
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

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

    /** Takes from a file what new ones would not have, as far as this process may. */
    void narrow(Path file) {
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

    private static void set(Path path, Set<PosixFilePermission> permissions) {
        if (!POSIX) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException | RuntimeException noSuchPermissions) {
            // A file system without them; lines are written all the same.
        }
    }
}
