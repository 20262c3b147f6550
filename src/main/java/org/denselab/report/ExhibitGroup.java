package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.report.chart.Chart;
import org.denselab.study.result.Exhibit;

/**
 * Exhibits that stand under one heading, in the order in which they were given. Claims have a
 * section of their own.
 *
 * @param id of the section in the page
 */
public record ExhibitGroup(String id, String title, List<Item> items) {

  /** One thing to look at: a drawing or a table. */
  public sealed interface Item {
    /** What the page's template goes by. */
    String kind();

    /** A drawing. */
    record Picture(Chart chart) implements Item {
      @Override
      public String kind() {
        return "picture";
      }
    }

    /** A table. */
    record Listing(Sheet sheet) implements Item {
      @Override
      public String kind() {
        return "listing";
      }
    }
  }

  static List<ExhibitGroup> of(List<Exhibit> exhibits) {
    Map<String, List<Item>> groups = new LinkedHashMap<>();
    for (Exhibit exhibit : exhibits) {
      Item item =
          switch (exhibit) {
            case Exhibit.Claim _ -> null;
            case Exhibit.Table table -> new Item.Listing(Sheet.of(table));
            case Exhibit.Lines lines -> new Item.Picture(ExhibitCharts.of(lines));
            case Exhibit.Grid grid -> new Item.Picture(ExhibitCharts.of(grid));
            case Exhibit.Points points -> new Item.Picture(ExhibitCharts.of(points));
          };
      if (item != null) groups.computeIfAbsent(exhibit.section(), _ -> new ArrayList<>()).add(item);
    }
    List<ExhibitGroup> list = new ArrayList<>();
    groups.forEach(
        (title, items) ->
            list.add(new ExhibitGroup("exhibits-" + (list.size() + 1), title, items)));
    return list;
  }
}
