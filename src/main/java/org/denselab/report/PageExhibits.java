package org.denselab.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.denselab.report.ExhibitGroup.Item;
import org.denselab.report.chart.Chart;

/** The exhibits that a page has room for; drawings past that are files beside it. */
public final class PageExhibits {
  private static final long MOST_DRAWN = 600_000;
  private static final int MOST_CELLS = 4_000;

  private final List<ExhibitGroup> groups;
  private final Set<Item> leftOut = new HashSet<>();

  private PageExhibits(List<ExhibitGroup> groups) {
    this.groups = groups;
  }

  static PageExhibits of(List<ExhibitGroup> groups) {
    var page = new PageExhibits(groups);
    long room = MOST_DRAWN;
    for (ExhibitGroup group : groups)
      for (Item item : group.items())
        if (item instanceof Item.Picture(Chart chart)) {
          if (chart.svg().length() > room) page.leftOut.add(item);
          else room -= chart.svg().length();
        }
    return page;
  }

  /** What stands in a section of the page. */
  public List<Item> items(String section) {
    return groups.stream()
        .filter(group -> group.id().equals(section))
        .findFirst()
        .map(ExhibitGroup::items)
        .orElse(List.of());
  }

  public boolean drawn(Item item) {
    return !leftOut.contains(item);
  }

  /** How many rows of a table as wide as {@code columns} are shown. */
  public int rows(int columns) {
    return Math.max(10, MOST_CELLS / Math.max(1, columns));
  }
}
