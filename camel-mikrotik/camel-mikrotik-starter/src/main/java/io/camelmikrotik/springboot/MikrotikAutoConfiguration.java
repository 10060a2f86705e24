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

import io.camelmikrotik.MikrotikComponent;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Gives the component named {@code mikrotik} the options of {@code camel.component.mikrotik.*}. A component that the
 * application has registered under another name keeps its own.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, MikrotikComponentConfiguration.class })
@ConditionalOnHierarchicalProperties({ "camel.component", "camel.component.mikrotik" })
public class MikrotikAutoConfiguration {

    @Bean
    ComponentCustomizer mikrotikComponentCustomizer(
            ApplicationContext applicationContext, MikrotikComponentConfiguration properties) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                MikrotikComponent component = (MikrotikComponent) target;
                properties.applyTo(component, component.getCamelContext()::resolvePropertyPlaceholders);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return name.equals("mikrotik") && target instanceof MikrotikComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext, "camel.component.customizer", "camel.component.mikrotik.customizer");
            }
        };
    }

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor mikrotikUnknownOptions() {
        return UnknownOptions::new;
    }

    @Bean
    @ConfigurationPropertiesBinding
    static BeanReferences mikrotikBeanReferences(ApplicationContext applicationContext) {
        return new BeanReferences(applicationContext);
    }
}
