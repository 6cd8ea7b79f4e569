package dev.pollwise.dashboard;

import java.lang.reflect.Field;

/**
 * By what name desktops of X11 group windows and find their icon. The toolkit takes the name of the
 * class and has no setting for it; where it lets nobody in, that name stays.
 */
final class WindowClass {

  private WindowClass() {}

  /** Before the first window is shown, on the thread of the toolkit. */
  static void name(String name) {
    try {
      Class<?> kind = Class.forName("com.sun.glass.ui.Application");
      Field field = kind.getDeclaredField("name");
      field.setAccessible(true);
      field.set(kind.getMethod("GetApplication").invoke(null), name);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      System.getLogger(WindowClass.class.getName())
          .log(System.Logger.Level.DEBUG, "the name of the class of windows stays", closed);
    }
  }
}
