"""Views → the files of the site: pages, search index, what a device keeps."""
