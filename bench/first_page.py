"""What a browser fetches for the first page of somebody who has never been here."""
import http.client, re


def fetch(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status in (302, 303):
        return fetch(server, answer.getheader("Location"))
    return body


def first_page(server):
    """(bytes on the wire without headers, requests): the page, its style sheets, scripts, icon and images."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/")  # uncompressed, to read what it asks for
    markup = connection.getresponse().read().decode()
    wanted = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"|<script[^>]*src="([^"]+)"|<img[^>]*src="([^"]+)"',
                        markup)
    icons = re.findall(r'<link[^>]*rel="icon"[^>]*href="([^"]+)"', markup)
    paths = ["/"] + ["".join(found) for found in wanted] + icons[:1]
    paths = [path for path in dict.fromkeys(paths) if not path.startswith("data:")]
    return sum(len(fetch(server, path)) for path in paths), len(paths)
