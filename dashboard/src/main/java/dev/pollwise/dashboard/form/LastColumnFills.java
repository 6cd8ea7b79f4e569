package dev.pollwise.dashboard.form;

import java.util.List;
import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/**
 * Columns keep the widths they are given, and the last one takes what is left. Where that is too
 * little, the others give way from the right, and take their widths again when there is room. The
 * policies of the toolkit have every column grow and shrink with the table.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // the toolkit asks for the raw type
public final class LastColumnFills extends ConstrainedColumnResizeBase
    implements Callback<TableView.ResizeFeatures, Boolean> {

  @Override
  public Boolean call(TableView.ResizeFeatures asked) {
    List<TableColumn<?, ?>> columns = asked.getTable().getVisibleLeafColumns();
    if (columns.isEmpty()) {
      return false;
    }
    TableColumn<?, ?> dragged = asked.getColumn();
    if (dragged != null && !dragged.equals(columns.getLast())) {
      dragged.setPrefWidth(within(dragged, dragged.getWidth() + asked.getDelta()));
    }
    double[] widths = widths(columns, asked.getContentWidth());
    for (int i = 0; i < widths.length; i++) {
      asked.setColumnWidth(columns.get(i), widths[i]);
    }
    return true;
  }

  private static double[] widths(List<TableColumn<?, ?>> columns, double room) {
    double[] widths = new double[columns.size()];
    int last = columns.size() - 1;
    double left = room;
    for (int i = 0; i < last; i++) {
      widths[i] = within(columns.get(i), columns.get(i).getPrefWidth());
      left -= widths[i];
    }
    widths[last] = within(columns.get(last), left);
    double lacking = widths[last] - left;
    for (int i = last - 1; i >= 0 && lacking > 0; i--) {
      double given = Math.min(lacking, widths[i] - columns.get(i).getMinWidth());
      widths[i] -= given;
      lacking -= given;
    }
    return widths;
  }

  private static double within(TableColumn<?, ?> column, double width) {
    return Math.max(column.getMinWidth(), Math.min(column.getMaxWidth(), width));
  }
}
