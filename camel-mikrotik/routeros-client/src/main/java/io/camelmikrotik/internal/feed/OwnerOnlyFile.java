/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.internal.feed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that nobody but its owner may read from the moment it exists, whatever the umask says. Where the file system
 * knows no POSIX permissions, the directory has to see to that.
 */
public final class OwnerOnlyFile {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnlyFile.class);

    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private static final Set<OpenOption> ANEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private OwnerOnlyFile() {
    }

    /** @param file to write; one that is there, with whatever permissions, is deleted first */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return isPosix(file)
                ? FileChannel.open(file, ANEW,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, ANEW);
    }

    /**
     * Takes the permissions of others away from a file that is there, with a warning: whoever has read it before, or
     * has it open, keeps what was read.
     *
     * @throws IOException if that is not possible, because the file belongs to somebody else
     */
    public static void tighten(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> owners = EnumSet.noneOf(PosixFilePermission.class);
        owners.addAll(permissions);
        owners.removeAll(OF_OTHERS);
        if (owners.size() == permissions.size()) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, owners);
        } catch (IOException e) {
            throw new IOException(
                    file + " may be read or written by others (" + PosixFilePermissions.toString(permissions)
                                  + ") and this application cannot change that: it may hold secrets, so it is not used. "
                                  + "Name another file, or give this one the permissions rw-------",
                    e);
        }
        if (Files.getPosixFilePermissions(file).equals(owners)) {
            LOG.warn("{} could be read or written by others ({}); it may hold secrets, so it is {} from now on", file,
                    PosixFilePermissions.toString(permissions), PosixFilePermissions.toString(owners));
        } else {
            LOG.warn(
                    "{} may be read or written by others ({}), and its file system keeps no permissions of single files; it may"
                     + " hold secrets: protect its directory",
                    file, PosixFilePermissions.toString(permissions));
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
