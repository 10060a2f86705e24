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
package io.camelmikrotik;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Who may know whom: Camel face → session pool → protocol client → codec, never back.
 */
@AnalyzeClasses(packages = "io.camelmikrotik", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROUTEROS = "io.camelmikrotik.routeros..";

    @ArchTest
    static final ArchRule theProtocolClientKnowsNeitherPoolNorCamel = noClasses().that().resideInAPackage(ROUTEROS)
            .should().dependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik..", "org.apache.camel..", "org.apache.commons.pool2..")
                            .and(not(resideInAPackage(ROUTEROS))));

    @ArchTest
    static final ArchRule theCodecKnowsOnlyNetty = classes().that().resideInAPackage("io.camelmikrotik.routeros.codec")
            .should().onlyDependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik.routeros.codec", "io.netty..", "java.."));

    @ArchTest
    static final ArchRule theCatalogueKnowsOnlyJava = classes().that()
            .resideInAPackage("io.camelmikrotik.routeros.catalogue").should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.camelmikrotik.routeros.catalogue", "java.."));

    @ArchTest
    static final ArchRule theWhereLanguageAndTheValuesKnowNoNetwork = noClasses().that()
            .resideInAnyPackage("io.camelmikrotik.routeros.where", "io.camelmikrotik.routeros.value")
            .should().dependOnClassesThat().resideInAnyPackage("io.netty..", "java.net..", "javax.net..");

    @ArchTest
    static final ArchRule thePoolKnowsNoCamelAndNoNetty = noClasses().that().resideInAPackage("io.camelmikrotik.pool..")
            .should().dependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik", "org.apache.camel..", "io.netty.."));

    @ArchTest
    static final ArchRule trustedWritesKnowNoCamelAndNoNetty = noClasses().that().resideInAPackage("io.camelmikrotik.write..")
            .should().dependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik", "org.apache.camel..", "io.netty.."));

    @ArchTest
    static final ArchRule changeFeedsKnowNoCamelNoNettyAndNoWrites = noClasses().that()
            .resideInAPackage("io.camelmikrotik.feed..").should().dependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik", "io.camelmikrotik.write..", "org.apache.camel..", "io.netty.."));

    @ArchTest
    static final ArchRule thePoolKnowsNoTrustedWritesAndNoFeeds = noClasses().that()
            .resideInAPackage("io.camelmikrotik.pool..").should().dependOnClassesThat()
            .resideInAnyPackage("io.camelmikrotik.write..", "io.camelmikrotik.feed..");

    @ArchTest
    static final ArchRule onlyThePoolKnowsCommonsPool = noClasses().that().resideOutsideOfPackage("io.camelmikrotik.pool..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule nothingKnowsTheFrontDoorOfProgramsWithoutCamel = noClasses().that()
            .resideOutsideOfPackages("io.camelmikrotik.client", "io.camelmikrotik.benchmarks..").should().dependOnClassesThat()
            .resideInAPackage("io.camelmikrotik.client");

    @ArchTest
    static final ArchRule theFaceKnowsNoNetty = noClasses().that().resideInAPackage("io.camelmikrotik")
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule metersKnowNoCamelAndNoNetty = noClasses().that().resideInAPackage("io.camelmikrotik.meters..")
            .should().dependOnClassesThat().resideInAnyPackage("io.camelmikrotik", "org.apache.camel..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheMetersAndWhoFindsTheirRegistryKnowMicrometer = noClasses().that()
            .resideOutsideOfPackage("io.camelmikrotik.meters..").and()
            .haveNameNotMatching("io\\.camelmikrotik\\.MetersOfContext\\$InMicrometer")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");
}
