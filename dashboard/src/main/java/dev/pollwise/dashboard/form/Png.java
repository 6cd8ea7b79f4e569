package dev.pollwise.dashboard.form;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/** Writes an image as a PNG file of 8 bits a channel, without AWT. */
public final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int FILTER_UP = 2;

  private Png() {}

  /** Writes an image as a file, and the folders that it needs. */
  public static void write(Image image, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      write(image, out);
    }
  }

  /** Writes an image that nothing draws on any more; any thread, and the stream stays open. */
  public static void write(Image image, OutputStream out) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(header)) {
      data.writeInt(width);
      data.writeInt(height);
      data.write(new byte[] {8, 2, 0, 0, 0});
    }
    out.write(SIGNATURE);
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", pixels(image.getPixelReader(), width, height));
    chunk(out, "IEND", new byte[0]);
  }

  private static byte[] pixels(PixelReader reader, int width, int height) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(data, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] above = new byte[width * 3];
      for (int y = 0; y < height; y++) {
        byte[] row = row(reader, y, width);
        byte[] filtered = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
          filtered[i] = (byte) (row[i] - above[i]);
        }
        out.write(FILTER_UP);
        out.write(filtered);
        above = row;
      }
    }
    return data.toByteArray();
  }

  private static byte[] row(PixelReader reader, int y, int width) {
    byte[] row = new byte[width * 3];
    for (int x = 0; x < width; x++) {
      int argb = reader.getArgb(x, y);
      row[3 * x] = (byte) (argb >> 16);
      row[3 * x + 1] = (byte) (argb >> 8);
      row[3 * x + 2] = (byte) argb;
    }
    return row;
  }

  private static void chunk(OutputStream to, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    // Not closed: that would close what it writes to.
    DataOutputStream out = new DataOutputStream(to);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
    out.flush();
  }
}
