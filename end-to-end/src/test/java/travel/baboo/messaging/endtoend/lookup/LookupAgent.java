package travel.baboo.messaging.endtoend.lookup;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The agent under which a packaged service runs: has the look-ups by name recorded that the libraries make which are ours to answer for.
 * Arguments: the folder for records, then a file with patterns of the libraries' names, separated by {@code |}.
 */
public final class LookupAgent implements ClassFileTransformer {

    private static final String RECORDER = "travel/baboo/messaging/endtoend/lookup/LookupRecorder";
    private static final Pattern SERVICE = Pattern.compile("([a-z-]+)/target/quarkus-app/quarkus-run\\.jar");
    private static final String STRING = "(Ljava/lang/String;)";

    private final List<Pattern> libraries;

    private LookupAgent(List<Pattern> libraries) {
        this.libraries = List.copyOf(libraries);
    }

    /** Called by the JVM before the service's own {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) throws IOException {
        String command = System.getProperty("sun.java.command", "");
        String[] parts = arguments.split("\\|", 2);
        Matcher service = SERVICE.matcher(command);
        if (!service.find()) {
            return;
        }
        LookupRecorder.writeTo(Path.of(parts[0]).resolve(service.group(1) + ".lookups"));
        instrumentation.addTransformer(new LookupAgent(Files.readAllLines(Path.of(parts[1])).stream()
                .map(Pattern::compile)
                .toList()));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (domain == null || !isObserved(domain.getCodeSource())) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Calls(writer, name.replace('/', '.')), 0);
        return writer.toByteArray();
    }

    private boolean isObserved(@Nullable CodeSource source) {
        if (source == null || source.getLocation() == null) {
            return false;
        }
        String path = source.getLocation().getPath();
        String file = path.substring(path.lastIndexOf('/') + 1);
        return libraries.stream().anyMatch(library -> library.matcher(file).matches());
    }

    /** Puts the recorder beside each call that looks something up. */
    private static final class Calls extends ClassVisitor {
        private final String className;

        Calls(ClassVisitor next, String className) {
            super(Opcodes.ASM9, next);
            this.className = className;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            String site = className + "." + name;
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    String kind = type.startsWith(STRING) ? kind(owner, called) : null;
                    if (kind != null) {
                        super.visitInsn(Opcodes.DUP);
                        super.visitLdcInsn(kind);
                        super.visitLdcInsn(site);
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                RECORDER,
                                "record",
                                "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)V",
                                false);
                    } else if (isReplaced(owner, called)) {
                        super.visitLdcInsn(site);
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                RECORDER,
                                called,
                                type.replace(")", "Ljava/lang/String;)"),
                                false);
                        return;
                    }
                    super.visitMethodInsn(opcode, owner, called, type, isInterface);
                }
            };
        }

        private static @Nullable String kind(String owner, String called) {
            return switch (owner + "." + called) {
                case "java/lang/Class.forName",
                        "java/lang/ClassLoader.loadClass",
                        "java/lang/invoke/MethodHandles$Lookup.findClass" -> "class";
                case "java/lang/Class.getResource",
                        "java/lang/Class.getResourceAsStream",
                        "java/lang/ClassLoader.getResource",
                        "java/lang/ClassLoader.getResources",
                        "java/lang/ClassLoader.getResourceAsStream",
                        "java/lang/ClassLoader.getSystemResource",
                        "java/lang/ClassLoader.getSystemResourceAsStream",
                        "java/util/ResourceBundle.getBundle" -> "resource";
                default -> null;
            };
        }

        private static boolean isReplaced(String owner, String called) {
            return switch (owner + "." + called) {
                case "java/lang/Class.forName",
                        "java/util/ServiceLoader.load",
                        "java/lang/reflect/Proxy.newProxyInstance" -> true;
                default -> false;
            };
        }
    }
}
