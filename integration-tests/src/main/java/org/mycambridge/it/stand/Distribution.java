package org.mycambridge.it.stand;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Keycloak's distribution, a {@code tar.gz} with one folder at its top. */
final class Distribution {

    private static final int OWNER_EXECUTE = 0100;

    private Distribution() {}

    /** Unpacks it without its top folder. */
    static void unpack(Path archive, Path to) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (name.getNameCount() < 2) {
                    continue;
                }
                Path target = to.resolve(name.subpath(1, name.getNameCount())).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException("An entry leads out of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                Files.copy(tar, target);
                Files.setLastModifiedTime(
                        target, FileTime.from(entry.getLastModifiedTime().toInstant()));
                if (posix && (entry.getMode() & OWNER_EXECUTE) != 0) {
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't unpack " + archive, e);
        }
    }
}
