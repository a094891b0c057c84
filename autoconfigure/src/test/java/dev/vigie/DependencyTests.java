package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the jar brings into an application by itself; everything else is the application's or a starter's choice. */
class DependencyTests {

    private static final Path POM = Path.of(System.getProperty("basedir", ""), "pom.xml");

    @Test
    void theJarBringsOnlySpringBootAndTheNullnessAnnotations() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(POM.toFile())
                .getDocumentElement();
        List<String> brought = new ArrayList<>();
        for (Element dependency : children(child(project, "dependencies"))) {
            boolean compiled = List.of("", "compile", "runtime").contains(text(dependency, "scope"));
            if (compiled && !text(dependency, "optional").equals("true")) {
                brought.add(text(dependency, "artifactId"));
            }
        }
        assertThat(brought)
                .as("dependencies of %s that are neither optional, provided nor for tests", POM)
                .containsExactlyInAnyOrder("jspecify", "spring-boot-autoconfigure");
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No <" + name + "> in " + POM));
    }

    private static String text(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int index = 0; index < nodes.getLength(); index++) {
            Node node = nodes.item(index);
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
