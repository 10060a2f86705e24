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
package io.camelmikrotik.springboot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;

/**
 * Refuses a property below {@code camel.component.mikrotik} that is no option: who misspells one would run with its
 * default. Unlike Spring Boot's own check it looks at the environment and at system properties too, where names have no
 * dashes, and never tells the value, which may be a password under a misspelt name.
 */
final class UnknownOptions extends AbstractBindHandler {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("camel.component.mikrotik");

    private final Set<String> bound = new TreeSet<>();

    UnknownOptions(BindHandler parent) {
        super(parent);
    }

    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        if (ROOT.isAncestorOf(name)) {
            bound.add(letters(name));
        }
        return super.onSuccess(name, target, context, result);
    }

    @Override
    public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result)
            throws Exception {
        super.onFinish(name, target, context, result);
        if (name.equals(ROOT)) {
            Map<String, String> unknown = new LinkedHashMap<>();
            for (ConfigurationPropertySource source : context.getSources()) {
                if (source instanceof IterableConfigurationPropertySource all) {
                    all.stream().filter(ROOT::isAncestorOf).filter(each -> !bound.contains(letters(each)))
                            .forEach(each -> unknown.putIfAbsent(each.toString(), origin(source, each)));
                }
            }
            if (!unknown.isEmpty()) {
                throw new UnknownOptionException(unknown);
            }
        }
    }

    private static String origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        Origin origin = Origin.from(source.getConfigurationProperty(name));
        return origin == null ? "" : origin.toString();
    }

    /** What all spellings of a name have in common. */
    private static String letters(ConfigurationPropertyName name) {
        return name.toString().toLowerCase(Locale.ROOT).replaceAll("[.\\-]", "");
    }
}
