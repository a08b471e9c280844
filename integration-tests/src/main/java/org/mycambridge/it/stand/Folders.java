package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/** Whole folders: removed and copied. */
final class Folders {

    private Folders() {}

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                                throws IOException {
                            Files.delete(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't remove " + folder, e);
        }
    }

    /**
     * Copies a folder, as hard links where the file may be shared (the server writes neither of
     * them) and the file system can. Times are kept: the server refuses to start when a jar's has
     * changed.
     */
    static void copy(Path from, Path to, Predicate<Path> shared) {
        try {
            Files.walkFileTree(
                    from,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path visited, BasicFileAttributes attributes) throws IOException {
                            Files.createDirectories(to.resolve(from.relativize(visited)));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Path relative = from.relativize(file);
                            Path target = to.resolve(relative);
                            if (!shared.test(relative) || !link(target, file)) {
                                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't copy " + from + " to " + to, e);
        }
    }

    private static boolean link(Path target, Path file) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system, or one without links: copied instead
        }
    }
}
