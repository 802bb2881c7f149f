"""Pages asked for at a steady pace, each timed from the moment it was due: a slow answer delays no other request."""
import asyncio, contextlib, socket, time


async def ask(reader, writer, request):
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head[:200])
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    await reader.readexactly(length)


async def paced(port, path, cookie, rate, seconds, connections):
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    due, took = asyncio.Queue(), []

    async def client():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (moment := await due.get()) is not None:
            await ask(reader, writer, request)
            took.append(time.perf_counter() - moment)
        writer.close()

    clients = [asyncio.create_task(client()) for _ in range(connections)]
    start = time.perf_counter()
    for n in range(int(rate * seconds)):
        moment = start + n / rate
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        due.put_nowait(moment)
    for _ in clients:
        due.put_nowait(None)
    await asyncio.gather(*clients)
    return sorted(took)


def p99_ms(server, path, rate=200, seconds=5, connections=32):
    took = asyncio.run(paced(server.port, path, server.cookie, rate, seconds, connections))
    return took[int(len(took) * 0.99)] * 1000


@contextlib.contextmanager
def crowd(server, idle, half_open):
    """Connections that ask once and then stay, and others that never finish their first line."""
    open_ones = []
    try:
        for n in range(idle + half_open):
            s = socket.create_connection(("127.0.0.1", server.port))
            open_ones.append(s)
            if n < idle:
                s.sendall(f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
                s.recv(4096)
            else:
                s.sendall(b"GET /inbox HT")
        yield
    finally:
        for s in open_ones:
            s.close()
