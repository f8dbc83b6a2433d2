"""The explorer: the graph in a browser, as pages, as data and as a SPARQL endpoint.

Everything here reads. Pages are made on the server, work without JavaScript, and ask no other host.
"""
