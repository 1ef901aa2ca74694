package com.neuroflash.camel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages. */
@AnalyzeClasses(packages = "com.neuroflash.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "com.neuroflash.camel.";

    @ArchTest
    static final ArchRule API_KNOWS_ONLY_THE_JDK_AND_JACKSON_ANNOTATIONS = classes()
            .that()
            .resideInAPackage(ROOT + "api..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(ROOT + "api..", "java..", "com.fasterxml.jackson.annotation.."));

    @ArchTest
    static final ArchRule SYSTEMS_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    ROOT + "(component|delivery|simulator|prompt|ledger|history)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule SOURCES_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    ROOT + "(inbox|jms|kafka|sqs|http|schedule)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule BILLING_ONLY_DECIDES = noClasses()
            .that()
            .resideInAPackage(ROOT + "billing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "java.io..", "java.nio.file..", "java.sql..", "java.net..");

    @ArchTest
    static final ArchRule BILLING_KNOWS_ONLY_THE_API = classes()
            .that()
            .resideInAPackage(ROOT + "billing..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    ROOT + "billing..", ROOT + "api..", "java..", "com.fasterxml.jackson.annotation.."));

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_COMPONENT_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage(ROOT + "component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "app..", ROOT + "intent..", ROOT + "inbox..", ROOT + "prompt..", ROOT + "delivery..");

    @ArchTest
    static final ArchRule ONLY_THE_APPLICATION_KNOWS_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "app..", ROOT + "simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "simulator..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_APPLICATION = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "app..");
}
