package dev.vigie.logging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Packs files so that the file or its whole archive is there at any time, also when the disk is full or power fails.
 */
final class GzipArchive {

    private static final int BUFFER = 64 * 1024;

    /** RFC 1952: a member ends with its CRC-32 and its length. */
    private static final int TRAILER = 8;

    private final FileAccess access;

    GzipArchive(FileAccess access) {
        this.access = access;
    }

    /** Packs the file, behind what the archive holds already, and deletes it. */
    void add(Path file, Path archive) throws IOException {
        if (!Files.exists(archive) || !endsWith(archive, file)) {
            Path part = archive.resolveSibling(archive.getFileName() + ".part");
            try {
                write(file, archive, part);
            } catch (IOException | RuntimeException failed) {
                Files.deleteIfExists(part);
                throw failed;
            }
        }
        Files.delete(file);
    }

    private void write(Path file, Path archive, Path part) throws IOException {
        Files.deleteIfExists(part);
        try (FileChannel channel = access.open(part);
                OutputStream out = Channels.newOutputStream(channel)) {
            if (Files.exists(archive)) {
                // A second member: it was packed under this name before the process was started again.
                Files.copy(archive, out);
            }
            try (GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER)) {
                Files.copy(file, packed);
                packed.finish();
                channel.force(false);
            }
        }
        // Its age is that of its lines.
        Files.setLastModifiedTime(part, Files.getLastModifiedTime(file));
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether the file was packed and could not be deleted then. */
    private static boolean endsWith(Path archive, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            if (channel.size() < TRAILER) {
                return false;
            }
            ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(trailer, channel.size() - TRAILER);
            return trailer.getInt(0) == (int) crc(file) && trailer.getInt(4) == (int) Files.size(file);
        }
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return crc.getValue();
    }
}
