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
package io.camelmikrotik.devices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Devices from a JSON, YAML or CSV file, in UTF-8. It is read each time the component asks. Whoever changes it writes
 * another file and renames that one to it, so that no half of it is ever seen.
 *
 * <pre>
 * camel.beans.routers = #class:io.camelmikrotik.devices.FileDeviceSource
 * camel.beans.routers.file = devices.csv
 * </pre>
 *
 * Keys, or names of columns, are {@code name} and the properties of {@link MikrotikDevice}, such as
 * {@code requestTimeout}, {@code request-timeout} or {@code request_timeout}. {@code {{env:NAME}}} and other property
 * placeholders in values are resolved by Camel. JSON needs the library {@code jackson-core}, YAML
 * {@code jackson-dataformat-yaml}, CSV {@code jackson-dataformat-csv}. For one thread at a time.
 */
public class FileDeviceSource implements DeviceSource, CamelContextAware {

    private CamelContext camelContext;
    private String file;
    private Kind kind;
    private boolean allowEmpty;

    /**
     * @throws IOException              if the file cannot be read
     * @throws IllegalArgumentException if it is not what it must be; the text names file, line and key, and no value
     * @throws IllegalStateException    if no file is set, or a library is not there
     */
    @Override
    public Map<String, MikrotikDevice> devices() throws IOException {
        if (file == null) {
            throw new IllegalStateException("file is required");
        }
        String text = text();
        try {
            DeviceList devices = new DeviceList(camelContext);
            given(text).forEach(devices::add);
            return devices.devices(allowEmpty);
        } catch (BadDevicesException e) {
            throw new BadDevicesException(file + ", " + e.getMessage());
        }
    }

    private String text() throws IOException {
        try {
            if (Files.exists(Path.of(file)) && !Files.isRegularFile(Path.of(file))) {
                throw new IOException("is no regular file"); // one that is not could be read for ever
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(Path.of(file))))
                    .toString();
            // spreadsheets put a mark in front
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": no permission to read it");
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not in UTF-8");
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private List<GivenDevice> given(String text) {
        if (text.isBlank()) {
            throw new BadDevicesException(
                    "the file is empty: it may be half-written; a list without devices is "
                                          + (kind == Kind.CSV ? "the line with the names of the columns" : "[]"));
        }
        if (kind != Kind.JSON && !text.endsWith("\n") && !text.endsWith("\r")) {
            // JSON has a bracket at its end; here a part looks like a whole
            throw new BadDevicesException("the last line has no line break: the file may be half-written");
        }
        try {
            return kind.format.get().read(text);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    file + ": " + kind + " needs a library that is not on the class path: " + kind.artifact, e);
        } catch (BadDevicesException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BadDevicesException(Parsing.failure(kind, e));
        }
    }

    /** Apart from the source, which is there without Jackson too. */
    private static final class Parsing {

        private Parsing() {
        }

        static String failure(Kind kind, Exception failure) {
            String place = failure instanceof JacksonException parsing && parsing.getLocation() != null
                    ? "line " + parsing.getLocation().getLineNr() + ", column " + parsing.getLocation().getColumnNr() + ": "
                    : "";
            return place + (failure instanceof JsonEOFException
                    ? "the file ends before its " + kind + " is complete: it may be half-written" : "is not " + kind);
        }
    }

    /** Lambdas and not method references, which load the class, and with it Jackson's, before it is used. */
    private enum Kind {

        JSON("com.fasterxml.jackson.core:jackson-core", () -> new JsonFormat()),
        YAML("com.fasterxml.jackson.dataformat:jackson-dataformat-yaml", () -> new YamlFormat()),
        CSV("com.fasterxml.jackson.dataformat:jackson-dataformat-csv", () -> new CsvFormat());

        private final String artifact;
        private final Supplier<DeviceFormat> format;

        Kind(String artifact, Supplier<DeviceFormat> format) {
            this.artifact = artifact;
            this.format = format;
        }

        static Kind of(String file) {
            String name = file.toLowerCase(Locale.ROOT);
            if (name.endsWith(".json")) {
                return JSON;
            }
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return YAML;
            }
            if (name.endsWith(".csv")) {
                return CSV;
            }
            throw new IllegalArgumentException("file must end in .json, .yaml, .yml or .csv: " + file);
        }
    }

    public String getFile() {
        return file;
    }

    /**
     * Path of the file. Required. Its name ends in {@code .json}, {@code .yaml}, {@code .yml} or {@code .csv}.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void setFile(String file) {
        this.kind = Kind.of(file);
        this.file = Path.of(file).toString();
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    /** Whether a list without devices is one. By default it is an error: a fleet does not vanish with it. */
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public String toString() {
        return "FileDeviceSource[" + file + "]";
    }
}
