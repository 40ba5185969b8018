package org.sbs.desktop.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sbs.testkit.Needs;

/** Tests that draw windows: on a screen of their own, with a Java that can and letters for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Needs({"Xvfb", "java:lib/libawt_xawt.so", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"})
@ExtendWith(Screen.class)
public @interface OnScreen {}
