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
package io.camelmikrotik.examples.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Asks for settings that have no default before anything begins. */
final class RequiredSettings extends MainListenerSupport {

    private final List<String> names;

    RequiredSettings(List<String> names) {
        this.names = names;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        for (String name : names) {
            if (Service.setting(main.getCamelContext(), name).isEmpty()) {
                throw new StartException(
                        name + " is not set: put it into " + Path.of("application.properties").toAbsolutePath()
                                         + ", or into the environment as "
                                         + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
            }
        }
    }
}
