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

import java.util.Set;
import java.util.function.Consumer;

import io.camelmikrotik.MikrotikConfiguration;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Options whose value is an object: {@code #name} or {@code #bean:name} is a bean of the application.
 */
final class BeanReferences implements GenericConverter {

    private static final String EXPLICIT = "#bean:";

    private final BeanFactory beans;

    BeanReferences(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(
                new ConvertiblePair(String.class, SSLContextParameters.class),
                new ConvertiblePair(String.class, StateRepository.class),
                new ConvertiblePair(String.class, MikrotikConfiguration.class),
                new ConvertiblePair(String.class, Consumer.class));
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = source == null ? "" : source.toString().trim();
        if (!text.startsWith("#") || text.startsWith("#class:") || text.startsWith("#type:")) {
            throw new IllegalArgumentException("must be the name of a bean, as in #name");
        }
        String name = text.startsWith(EXPLICIT) ? text.substring(EXPLICIT.length()) : text.substring(1);
        return beans.getBean(name, targetType.getType());
    }
}
