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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.Completions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may know whom: Camel face → session pool → protocol client → codec, never back.
 */
@AnalyzeClasses(packages = "io.camelmikrotik", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What users hold in their hands: values, results, exceptions. Every layer may make and read them. */
    private static final String[] VOCABULARY = {
            "io.camelmikrotik.routeros", "io.camelmikrotik.exception", "io.camelmikrotik.pool", "io.camelmikrotik.feed",
            "io.camelmikrotik.write", "io.camelmikrotik.catalogue" };
    private static final Pattern OF_TESTS = Pattern.compile("io\\.camelmikrotik\\.(simulator|leaks|processes)\\..*");
    private static final String INTERNAL = "io.camelmikrotik.internal.";
    private static final Set<String> WITH_CYCLES = Set.of(
            "io.camelmikrotik", "io.camelmikrotik.catalogue", "io.camelmikrotik.client", INTERNAL + "cluster",
            INTERNAL + "command", INTERNAL + "consumer", INTERNAL + "feed", INTERNAL + "fleet", INTERNAL + "producer",
            INTERNAL + "rollout", INTERNAL + "session", INTERNAL + "value", INTERNAL + "where", INTERNAL + "write");
    private static final String[] CAMEL_FACE = {
            "io.camelmikrotik", "io.camelmikrotik.devices", "io.camelmikrotik.state", INTERNAL + "component..",
            INTERNAL + "cluster..", INTERNAL + "consumer..",
            INTERNAL + "endpoint..",
            INTERNAL + "producer..", INTERNAL + "command..", INTERNAL + "fleet..", INTERNAL + "rollout..",
            INTERNAL + "meters..", "org.apache.camel.." };
    private static final String[] SESSION = {
            INTERNAL + "session..", INTERNAL + "codec..", INTERNAL + "value..", INTERNAL + "where.." };

    @ArchTest
    static final ArchRule theProtocolClientKnowsNeitherPoolNorCamel = noClasses().that().resideInAnyPackage(SESSION)
            .should().dependOnClassesThat(
                    resideInAnyPackage("io.camelmikrotik..", "org.apache.camel..", "org.apache.commons.pool2..")
                            .and(not(resideInAnyPackage(SESSION))).and(not(resideInAnyPackage(VOCABULARY))));

    @ArchTest
    static final ArchRule theCodecKnowsOnlyNetty = classes().that().resideInAPackage(INTERNAL + "codec")
            .should().onlyDependOnClassesThat(resideInAnyPackage(INTERNAL + "codec", "io.netty..", "java.."));

    @ArchTest
    static final ArchRule theCatalogueKnowsOnlyJava = classes().that().resideInAPackage("io.camelmikrotik.catalogue")
            .should().onlyDependOnClassesThat(resideInAnyPackage("io.camelmikrotik.catalogue", "java.."));

    @ArchTest
    static final ArchRule theVocabularyKnowsNeitherCamelNorTheStore = noClasses().that().resideInAnyPackage(VOCABULARY)
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel..", "org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule theWhereLanguageAndTheValuesKnowNoNetwork = noClasses().that()
            .resideInAnyPackage(INTERNAL + "where", INTERNAL + "value")
            .should().dependOnClassesThat().resideInAnyPackage("io.netty..", "java.net..", "javax.net..");

    @ArchTest
    static final ArchRule theLayersOfTheClientKnowNoCamel = noClasses().that()
            .resideInAnyPackage(INTERNAL + "pool..", INTERNAL + "feed..", INTERNAL + "write..", INTERNAL + "diagnosis..",
                    "io.camelmikrotik.client")
            .should().dependOnClassesThat().resideInAnyPackage(CAMEL_FACE);

    @ArchTest
    static final ArchRule poolFeedsAndWritesKnowNoNetty = noClasses().that()
            .resideInAnyPackage(INTERNAL + "pool..", INTERNAL + "feed..", INTERNAL + "write..")
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule thePoolKnowsNoTrustedWritesAndNoFeeds = noClasses().that().resideInAPackage(INTERNAL + "pool..")
            .should().dependOnClassesThat().resideInAnyPackage(INTERNAL + "write..", INTERNAL + "feed..");

    @ArchTest
    static final ArchRule feedsAndTrustedWritesDoNotKnowEachOther = noClasses().that().resideInAPackage(INTERNAL + "feed..")
            .should().dependOnClassesThat().resideInAPackage(INTERNAL + "write..");

    /** RouterOS's words are ASCII; in some languages an I has no i. */
    @ArchTest
    static final ArchRule casesOfLettersDependOnNoLanguageOfTheMachine = noClasses().that()
            // which Camel generates
            .haveSimpleNameNotEndingWith("Configurer")
            .should().callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase");

    /** What the client itself asks; a user's command never goes this way. */
    @ArchTest
    static final ArchRule onlyWhatTheClientItselfAsksPassesAroundThePolicy = noClasses().that()
            .resideOutsideOfPackage(INTERNAL + "pool..").and().haveSimpleNameNotStartingWith("SafeMode").and()
            .haveSimpleNameNotStartingWith("BulkWrite").and().haveSimpleNameNotStartingWith("EnsureRun").and()
            .haveSimpleNameNotStartingWith("StandingTaskRun").and().doNotHaveSimpleName("DeviceClient")
            .should().callMethod(Lease.class, "unrestricted").orShould()
            .callMethod(PooledDevice.class, "unrestricted");

    @ArchTest
    static final ArchRule onlyTheStoreOfThePoolKnowsCommonsPool = noClasses().that()
            .haveNameNotMatching(
                    "io\\.camelmikrotik\\.internal\\.pool\\.(CommonsPoolStore|SessionFactory|StoreVersions)(\\$.*)?")
            .should().dependOnClassesThat().resideInAPackage("org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule nothingKnowsTheFrontDoorOfProgramsWithoutCamel = noClasses().that()
            .resideOutsideOfPackages("io.camelmikrotik.client", "io.camelmikrotik.benchmarks..").should().dependOnClassesThat()
            .resideInAPackage("io.camelmikrotik.client");

    @ArchTest
    static final ArchRule theFaceKnowsNoNetty = noClasses().that().resideInAnyPackage(CAMEL_FACE)
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule producersAndConsumersDoNotKnowEachOther = noClasses().that()
            .resideInAPackage(INTERNAL + "producer..").should().dependOnClassesThat().resideInAPackage(INTERNAL + "consumer..");

    @ArchTest
    static final ArchRule rolloutsKnowNoSessionsAndNoOtherUseOfTheComponent = noClasses().that()
            .resideInAPackage(INTERNAL + "rollout..").should().dependOnClassesThat().resideInAnyPackage(
                    INTERNAL + "producer..", INTERNAL + "consumer..", INTERNAL + "component..", INTERNAL + "pool..",
                    INTERNAL + "write..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheStepsAndOptionsOfRolloutsKnowCamel = noClasses().that()
            .resideInAPackage(INTERNAL + "rollout..").and().haveSimpleNameNotStartingWith("EndpointSteps").and()
            .doNotHaveSimpleName("RolloutOptions")
            .should().dependOnClassesThat().resideInAnyPackage("io.camelmikrotik", "org.apache.camel..");

    /** It knows of devices no more than their names. */
    @ArchTest
    static final ArchRule theClusterKnowsNoDevicesAndNoConsumers = noClasses().that()
            .resideInAPackage(INTERNAL + "cluster..").should().dependOnClassesThat().resideInAnyPackage(
                    "io.camelmikrotik", INTERNAL + "fleet..", INTERNAL + "consumer..", INTERNAL + "producer..",
                    INTERNAL + "component..", INTERNAL + "endpoint..", INTERNAL + "pool..");

    @ArchTest
    static final ArchRule metersKnowNoCamelAndNoNetty = noClasses().that().resideInAPackage(INTERNAL + "meters..")
            .should().dependOnClassesThat().resideInAnyPackage("io.camelmikrotik", "org.apache.camel..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheMetersAndWhoFindsTheirRegistryKnowMicrometer = noClasses().that()
            .resideOutsideOfPackage(INTERNAL + "meters..").and()
            .haveNameNotMatching(".*\\.MeterRegistryLocator\\$InMicrometer")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyTheSourcesOfDevicesKnowFormatsOfFilesAndDatabases = noClasses().that()
            .resideOutsideOfPackages("io.camelmikrotik.devices", "io.camelmikrotik.state", "io.camelmikrotik.simulator..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml.snakeyaml..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule nothingKnowsTheSourcesOfDevices = noClasses().that()
            .resideOutsideOfPackage("io.camelmikrotik.devices").should().dependOnClassesThat()
            .resideInAPackage("io.camelmikrotik.devices");

    /**
     * Everything that users may name is in the list; a line more or less is a change of the public API and is seen as
     * one. Whatever else is public lives in an internal package.
     */
    @ArchTest
    static void thePublicTypesAreThoseOfTheList(JavaClasses all) throws IOException {
        List<String> found
                = all.stream().filter(each -> each.isTopLevelClass() && each.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .filter(name -> !name.startsWith(INTERNAL) && !OF_TESTS.matcher(name).matches()
                                && !name.endsWith("Configurer") && !name.endsWith("UriFactory"))
                        .sorted().toList();
        try (InputStream list = ArchitectureTest.class.getResourceAsStream("/public-types.txt")) {
            assertThat(found).isEqualTo(new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }

    /**
     * Within a package arrows between classes point one way too. Not yet in those that are named: the root is Camel's
     * own form, in which component, endpoint, producer and consumer know each other; the menus, verbs and faults of the
     * simulator all act on one device.
     */
    @ArchTest
    static void noClassesOfOnePackageKnowEachOtherInACircle(JavaClasses all) {
        Set<String> packages
                = all.stream().map(JavaClass::getPackageName).filter(name -> !OF_TESTS.matcher(name + ".").matches())
                        .collect(Collectors.toCollection(TreeSet::new));
        packages.removeAll(WITH_CYCLES);
        for (String each : packages) {
            slices().assignedFrom(new TopLevelClasses(each)).should().beFreeOfCycles().allowEmptyShould(true).check(all);
        }
    }

    /** Each top-level class of a package, with those inside of it. */
    private static final class TopLevelClasses implements SliceAssignment {

        private final String packageName;

        TopLevelClasses(String packageName) {
            this.packageName = packageName;
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass each) {
            return each.getPackageName().equals(packageName)
                    ? SliceIdentifier.of(each.getName().replaceFirst("\\$.*", "")) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of " + packageName;
        }
    }

    /**
     * A future keeps what is thrown in a callback for the future that registering it returns: whoever drops that drops
     * the failure, and what waits for the callback waits for ever. {@link Completions} is where such callbacks go.
     */
    @ArchTest
    static void noFutureThatACallbackReturnsIsDropped(JavaClasses all) throws IOException {
        List<String> dropped = new ArrayList<>();
        for (JavaClass each : all) {
            try (InputStream bytes = ArchitectureTest.class.getResourceAsStream(
                    "/" + each.getName().replace('.', '/') + ".class")) {
                new ClassReader(bytes).accept(new DroppedFutures(each.getName(), dropped), ClassReader.SKIP_DEBUG);
            }
        }
        // the first and only one: all that its callback throws is caught
        assertThat(dropped).containsExactly(Completions.class.getName() + ".then drops whenComplete");
    }

    private static final class DroppedFutures extends ClassVisitor {

        private static final Set<String> CALLBACKS = Set.of(
                "whenComplete", "thenAccept", "thenApply", "thenRun", "thenCompose", "thenCombine", "thenAcceptBoth",
                "runAfterBoth", "applyToEither", "acceptEither", "runAfterEither", "handle", "exceptionally",
                "exceptionallyCompose", "supplyAsync", "runAsync");

        private final String owner;
        private final List<String> dropped;

        DroppedFutures(String owner, List<String> dropped) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.dropped = dropped;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {

                private String last;

                @Override
                public void visitMethodInsn(int opcode, String type, String called, String described, boolean isInterface) {
                    boolean future = described.endsWith(")Ljava/util/concurrent/CompletableFuture;")
                            || described.endsWith(")Ljava/util/concurrent/CompletionStage;");
                    last = future && CALLBACKS.contains(called.replace("Async", "").replace("supply", "supplyAsync")
                            .replaceAll("^run$", "runAsync")) ? called : null;
                }

                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.POP && last != null) {
                        dropped.add(owner + "." + name + " drops " + last);
                    }
                    last = null;
                }

                @Override
                public void visitVarInsn(int opcode, int variable) {
                    last = null;
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    if (opcode != Opcodes.CHECKCAST) {
                        last = null;
                    }
                }

                @Override
                public void visitFieldInsn(int opcode, String type, String field, String described) {
                    last = null;
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String described, Handle bootstrap, Object... arguments) {
                    last = null;
                    for (Object argument : arguments) {
                        // a method reference to one of them, where nothing is expected of it
                        if (argument instanceof Handle handle && CALLBACKS.contains(handle.getName())
                                && arguments[arguments.length - 1] instanceof Type wanted
                                && wanted.getReturnType() == Type.VOID_TYPE) {
                            dropped.add(owner + "." + name + " drops " + handle.getName());
                        }
                    }
                }
            };
        }
    }
}
