// A chat as gorilla/websocket's example has made it known: one goroutine owns the clients, each
// client has a pump that reads and one that writes, and what waits for a client goes into one frame,
// joined by newlines. Like the example it passes messages on as they come, but for newlines in them;
// it pings, and gives a client as much time as the example does to read, and to answer a ping.
package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// What may wait for a client. Who lags further is let go.
	outboxMax  = 256
	messageMax = 512
	writeTime  = 10 * time.Second
	pongTime   = time.Minute
	pingEvery  = 54 * time.Second
)

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
	isThere := func(string) error { return c.conn.SetReadDeadline(time.Now().Add(pongTime)) }
	isThere("")
	c.conn.SetReadLimit(messageMax)
	c.conn.SetPongHandler(isThere)
	for {
		_, message, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		h.broadcast <- bytes.TrimSpace(bytes.ReplaceAll(message, []byte{'\n'}, []byte{' '}))
	}
}

func (c *client) writePump() {
	pings := time.NewTicker(pingEvery)
	defer func() { pings.Stop(); c.conn.Close() }()
	for {
		select {
		case message, ok := <-c.outbox:
			c.conn.SetWriteDeadline(time.Now().Add(writeTime))
			if !ok || c.write(message) != nil {
				return
			}
		case <-pings.C:
			c.conn.SetWriteDeadline(time.Now().Add(writeTime))
			if c.conn.WriteMessage(websocket.PingMessage, nil) != nil {
				return
			}
		}
	}
}

// Writes a message, and what waits behind it.
func (c *client) write(message []byte) error {
	frame, err := c.conn.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	frame.Write(message)
	for waiting := len(c.outbox); waiting > 0; waiting-- {
		frame.Write([]byte{'\n'})
		frame.Write(<-c.outbox)
	}
	return frame.Close()
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
