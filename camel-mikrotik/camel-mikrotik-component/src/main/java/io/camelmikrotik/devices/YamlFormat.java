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
import java.util.List;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import org.yaml.snakeyaml.LoaderOptions;

/** Devices in YAML: plain lists, maps and texts. */
final class YamlFormat implements DeviceFormat {

    @Override
    public List<GivenDevice> read(String text) throws IOException {
        LoaderOptions options = new LoaderOptions();
        // its limit is for texts from strangers, and an inventory may be longer
        options.setCodePointLimit(text.length() + 1);
        try (YAMLParser parser = YAMLFactory.builder().loaderOptions(options).build().createParser(text)) {
            return new DeviceTokens(parser) {
                @Override
                void check(String place) throws IOException {
                    // Jackson gives the alias's name in the place of what it stands for
                    if (parser.isCurrentAlias()) {
                        throw new BadDevicesException(place + ": aliases are not followed; write out what *… stands for");
                    }
                }
            }.read();
        }
    }
}
