// A chat as gorilla/websocket's example has made it known: one goroutine owns the clients, each
// client has a pump that reads and one that writes, and what waits for a client goes into one frame,
// joined by newlines. Like the example it passes messages on as they come.
package main

import (
	"fmt"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

// What may wait for a client. Who lags further is let go.
const outboxMax = 256

type client struct {
	conn   *websocket.Conn
	outbox chan []byte
}

type hub struct {
	register, unregister chan *client
	broadcast            chan []byte
}

func (h *hub) run() {
	clients := map[*client]bool{}
	for {
		select {
		case c := <-h.register:
			clients[c] = true
		case c := <-h.unregister:
			if clients[c] {
				delete(clients, c)
				close(c.outbox)
			}
		case message := <-h.broadcast:
			for c := range clients {
				select {
				case c.outbox <- message:
				default:
					delete(clients, c)
					close(c.outbox)
				}
			}
		}
	}
}

func (c *client) readPump(h *hub) {
	defer func() { h.unregister <- c; c.conn.Close() }()
	for {
		_, message, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		h.broadcast <- message
	}
}

func (c *client) writePump() {
	defer c.conn.Close()
	for message := range c.outbox {
		frame, err := c.conn.NextWriter(websocket.TextMessage)
		if err != nil {
			return
		}
		frame.Write(message)
		for waiting := len(c.outbox); waiting > 0; waiting-- {
			frame.Write([]byte{'\n'})
			frame.Write(<-c.outbox)
		}
		if frame.Close() != nil {
			return
		}
	}
}

func main() {
	h := &hub{make(chan *client), make(chan *client), make(chan []byte)}
	go h.run()
	upgrader := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024}
	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		c := &client{conn, make(chan []byte, outboxMax)}
		h.register <- c
		go c.writePump()
		go c.readPump(h)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("open at http://%s/\n", listener.Addr())
	panic(http.Serve(listener, nil))
}
