"""The list half of a two-pane screen: head, search, views, rows; shared by every such screen."""
