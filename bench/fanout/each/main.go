// A crowd in which each keeps messages of their own under way. It is like ../crowd.ts, takes the same
// plan and says the same findings, but is in Go: in many small rooms a crowd in JavaScript would have no
// time left before the servers have. After RFC 6455.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	text = "a message of an ordinary length, as people write them when they talk to each other"
	// Sockets that are opened at once.
	openingMax = 50
	// How long the joining of the last members may take to be done.
	settle = time.Second
	// How long what is under way may take to come back before the next measurement.
	rest     = 200 * time.Millisecond
	opText   = 1
	opPing   = 9
	opPong   = 10
	maskBit  = 0x80
	finalBit = 0x80
)

type plan struct {
	Port, Members, TalkRooms, Window, WarmUpMs, MeasureMs int
	Path, Name, Ids                                       string
	Hello                                                 *string
}

type findings struct {
	Deliveries int64   `json:"deliveries"`
	Frames     int64   `json:"frames"`
	Said       int64   `json:"said"`
	Ms         float64 `json:"ms"`
	P50        float64 `json:"p50"`
	P99        float64 `json:"p99"`
	CrowdShare float64 `json:"crowdShare"`
}

// Whether members say something for each of theirs that they hear.
var talking atomic.Bool

type member struct {
	conn   net.Conn
	reader *bufio.Reader
	room   string
	ids    string
	// What stands in each message that they say, and in no other's.
	mark string

	mutex                    sync.Mutex
	lines, frames, said, own int64
	// When what is under way was said, oldest first.
	sentAt    []time.Time
	latencies []float64
}

func roomOf(p plan, i int) string {
	if p.TalkRooms == 1 {
		return "lobby"
	}
	return fmt.Sprintf("room%d", i%p.TalkRooms)
}

func open(p plan, i int) (*member, error) {
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port))
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s%d", p.Name, i)
	path := strings.NewReplacer("NAME", name, "ROOM", roomOf(p, i)).Replace(p.Path)
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"+
		"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"+
		"Sec-WebSocket-Version: 13\r\n\r\n", path, p.Port)
	reader := bufio.NewReaderSize(conn, 64*1024)
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		return nil, fmt.Errorf("cannot open socket: %s", response.Status)
	}
	m := &member{conn: conn, reader: reader, room: roomOf(p, i), ids: p.Ids}
	m.mark = fmt.Sprintf(`"text":"%s: `, name)
	if p.Hello != nil {
		hello := strings.ReplaceAll(*p.Hello, "ROOM", m.room)
		if _, err := conn.Write(frame(nil, opText, []byte(hello))); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Appends a frame. A client's is masked; with a mask of zeros it is as it was.
func frame(to []byte, opcode byte, payload []byte) []byte {
	to = append(to, finalBit|opcode)
	if len(payload) < 126 {
		to = append(to, maskBit|byte(len(payload)))
	} else {
		to = append(to, maskBit|126)
		to = binary.BigEndian.AppendUint16(to, uint16(len(payload)))
	}
	return append(append(to, 0, 0, 0, 0), payload...)
}

func (m *member) id() string {
	if m.ids == "time" {
		return fmt.Sprintf("%012x-%s-%d", time.Now().UnixMilli(), m.mark[8:len(m.mark)-2], m.said)
	}
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&15|0x40, b[8]&63|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Says some messages with one write. The mutex is held.
func (m *member) say(count int) {
	var out []byte
	for ; count > 0; count-- {
		line := `{"type":"say","room":"` + m.room + `","id":"` + m.id() + `",` + m.mark + text + `"}`
		out = frame(out, opText, []byte(line))
		m.said++
		m.sentAt = append(m.sentAt, time.Now())
	}
	m.conn.Write(out)
}

// Fills the window of a member, when everybody begins to talk.
func (m *member) begin(window int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.latencies = m.latencies[:0]
	if missing := window - len(m.sentAt); missing > 0 {
		m.say(missing)
	}
}

// Reads until the server is gone, and answers what is heard of oneself.
func (m *member) listen() {
	var payload []byte
	for {
		opcode, length, err := m.header()
		if err != nil {
			return
		}
		if cap(payload) < length {
			payload = make([]byte, length)
		}
		payload = payload[:length]
		if _, err := io.ReadFull(m.reader, payload); err != nil {
			return
		}
		switch opcode {
		case opPing:
			m.mutex.Lock()
			m.conn.Write(frame(nil, opPong, payload))
			m.mutex.Unlock()
		case opText:
			m.hear(payload)
		}
	}
}

func (m *member) header() (opcode byte, length int, err error) {
	var head [8]byte
	if _, err = io.ReadFull(m.reader, head[:2]); err != nil {
		return
	}
	opcode, length = head[0]&15, int(head[1]&127)
	switch length {
	case 126:
		_, err = io.ReadFull(m.reader, head[:2])
		length = int(binary.BigEndian.Uint16(head[:2]))
	case 127:
		_, err = io.ReadFull(m.reader, head[:])
		length = int(binary.BigEndian.Uint64(head[:]))
	}
	return
}

func (m *member) hear(payload []byte) {
	own := bytes.Count(payload, []byte(m.mark))
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.frames++
	m.lines += int64(bytes.Count(payload, []byte{'\n'}) + 1)
	own = min(own, len(m.sentAt))
	now := time.Now()
	for _, at := range m.sentAt[:own] {
		m.latencies = append(m.latencies, float64(now.Sub(at))/1e6)
	}
	m.sentAt = m.sentAt[own:]
	if own > 0 && talking.Load() {
		m.say(own)
	}
}

// Has everybody talk for a while.
func talk(crowd []*member, window, ms int) {
	talking.Store(true)
	for _, m := range crowd {
		m.begin(window)
	}
	time.Sleep(time.Duration(ms) * time.Millisecond)
	talking.Store(false)
}

func measure(crowd []*member, p plan) findings {
	time.Sleep(rest)
	before := total(crowd)
	used, start := cpu(), time.Now()
	talk(crowd, p.Window, p.MeasureMs)
	elapsed := time.Since(start)
	after := total(crowd)
	var latencies []float64
	for _, m := range crowd {
		m.mutex.Lock()
		latencies = append(latencies, m.latencies...)
		m.mutex.Unlock()
	}
	sort.Float64s(latencies)
	return findings{
		Deliveries: after.Deliveries - before.Deliveries,
		Frames:     after.Frames - before.Frames,
		Said:       after.Said - before.Said,
		Ms:         float64(elapsed) / 1e6,
		P50:        quantile(latencies, 0.5),
		P99:        quantile(latencies, 0.99),
		CrowdShare: float64(cpu()-used) / float64(elapsed),
	}
}

func total(crowd []*member) (sum findings) {
	for _, m := range crowd {
		m.mutex.Lock()
		sum.Deliveries += m.lines
		sum.Frames += m.frames
		sum.Said += m.said
		m.mutex.Unlock()
	}
	return
}

func quantile(sorted []float64, part float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(float64(len(sorted))*part)]
}

func cpu() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func main() {
	var p plan
	if err := json.Unmarshal([]byte(os.Args[1]), &p); err != nil {
		fail(err)
	}
	crowd := make([]*member, p.Members)
	for i := 0; i < p.Members; i += openingMax {
		var opening sync.WaitGroup
		for j := i; j < min(i+openingMax, p.Members); j++ {
			opening.Add(1)
			go func() {
				defer opening.Done()
				m, err := open(p, j)
				if err != nil {
					fail(err)
				}
				crowd[j] = m
			}()
		}
		opening.Wait()
	}
	for _, m := range crowd {
		go m.listen()
	}
	time.Sleep(settle)
	talk(crowd, p.Window, p.WarmUpMs)
	fmt.Println("ready")
	// Who tells it waits for what it finds, so what arrives is a line.
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		line, err := json.Marshal(measure(crowd, p))
		if err != nil {
			fail(err)
		}
		fmt.Println(string(line))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "Cannot measure: "+strconv.Quote(err.Error()))
	os.Exit(1)
}
