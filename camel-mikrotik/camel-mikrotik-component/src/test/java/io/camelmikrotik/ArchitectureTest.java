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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import io.camelmikrotik.routeros.Completions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

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
            .haveNameNotMatching("io\\.camelmikrotik\\.MeterRegistryLocator\\$InMicrometer")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

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
