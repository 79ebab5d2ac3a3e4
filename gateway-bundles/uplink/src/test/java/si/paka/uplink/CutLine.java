package si.paka.uplink;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a broker on this machine that can be cut without a goodbye. */
final class CutLine implements Closeable {
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int brokerPort;

    CutLine(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        daemon(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                sockets.addAll(List.of(near, far));
                daemon(() -> forward(near, far));
                daemon(() -> forward(far, near));
            }
        } catch (IOException e) {
            cut(); // closed
        }
    }

    private void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            cut(); // it was cut
        }
    }

    void cut() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cut-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
