package org.sbs.server;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds in a compiled class where a reason is made a text: joined to one, formatted, logged or
 * asked for its own. Sees what an instruction has just put on the stack, which is enough for how
 * such code is written.
 */
final class ReasonUse extends ClassVisitor {
  private static final int API = Opcodes.ASM9;
  private static final String REASON = "Lorg/sbs/core/reason/Reason;";
  private static final String OWNER = "org/sbs/core/reason/Reason";
  private static final Set<String> TEXT_MAKERS =
      Set.of(
          "java/lang/String.valueOf",
          "java/lang/StringBuilder.append",
          "java/util/Objects.toString",
          "java/io/PrintStream.print",
          "java/io/PrintStream.println",
          "java/io/PrintWriter.print",
          "java/io/PrintWriter.println");

  private final Set<String> found = new TreeSet<>();
  private String name = "";

  private ReasonUse() {
    super(API);
  }

  /** The methods of that class that do so, as {@code class#method}. */
  static Set<String> in(byte[] bytes) {
    ReasonUse use = new ReasonUse();
    new ClassReader(bytes).accept(use, 0);
    return use.found;
  }

  @Override
  public void visit(
      int version, int access, String type, String signature, String parent, String[] ports) {
    name = type;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    // A record's own methods are made by the compiler.
    return name.equals(OWNER) ? null : new Method(method);
  }

  /** Looks at one method. Which variables hold a reason is known only at its end. */
  private final class Method extends MethodVisitor {
    private final String method;

    /** Local variables that were made a text. */
    private final List<Integer> variables = new ArrayList<>();

    private final Set<Integer> reasons = new HashSet<>();
    private boolean reason;
    private boolean intoObjects;
    private int variable = -1;

    Method(String method) {
      super(API);
      this.method = method;
    }

    private void top(boolean isReason) {
      reason = isReason;
      variable = -1;
    }

    private void madeText() {
      if (reason) {
        found.add(name + "#" + method);
      } else if (variable >= 0) {
        variables.add(variable);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String descriptor, Handle bootstrap, Object... arguments) {
      if (called.equals("makeConcatWithConstants") && descriptor.contains(REASON)) {
        found.add(name + "#" + method);
      }
      top(false);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean port) {
      boolean own = owner.equals(OWNER) && called.equals("toString");
      boolean logs = owner.equals("org/slf4j/Logger");
      boolean takesObject = descriptor.contains("Ljava/lang/Object;)");
      if (own) {
        found.add(name + "#" + method);
      } else if (takesObject && (logs || TEXT_MAKERS.contains(owner + "." + called))) {
        madeText();
      }
      top(Type.getReturnType(descriptor).getDescriptor().equals(REASON));
    }

    @Override
    public void visitInsn(int opcode) {
      // The parameters of String.format and its like lie in an array of objects.
      if (opcode == Opcodes.AASTORE && intoObjects) {
        madeText();
      }
      top(false);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      boolean read = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
      top(read && descriptor.equals(REASON));
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.ANEWARRAY) {
        intoObjects = type.equals("java/lang/Object");
      }
      top(opcode == Opcodes.CHECKCAST && type.equals(OWNER));
    }

    @Override
    public void visitVarInsn(int opcode, int number) {
      top(false);
      variable = opcode == Opcodes.ALOAD ? number : -1;
    }

    @Override
    public void visitLdcInsn(Object value) {
      top(false);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      top(false);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      top(false);
    }

    @Override
    public void visitLocalVariable(
        String local, String descriptor, String signature, Label from, Label to, int number) {
      if (descriptor.equals(REASON)) {
        reasons.add(number);
      }
    }

    @Override
    public void visitEnd() {
      if (variables.stream().anyMatch(reasons::contains)) {
        found.add(name + "#" + method);
      }
    }
  }
}
