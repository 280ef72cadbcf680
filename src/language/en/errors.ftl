errors-stopping = The server is stopping.
