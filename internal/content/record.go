package content

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Record returns facts as a JSON object with the keys of the front matter, in
// the order of the schema. What is not known is left out. Dates and sums are
// written as authors write them, numbers as numbers.
func Record(f Facts) (json.RawMessage, error) {
	var b bytes.Buffer
	err := record(&b, reflect.ValueOf(f).Elem())
	return b.Bytes(), err
}

func record(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('{')
	first := true
	for _, f := range schemaOf(v.Type()) {
		value := v.FieldByIndex(f.index)
		if value.Kind() == reflect.Pointer {
			value = value.Elem()
		}
		if !value.IsValid() || value.IsZero() || value.Kind() == reflect.Slice && value.Len() == 0 {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		fmt.Fprintf(b, "%q:", f.key)
		if err := recordValue(b, value); err != nil {
			return fmt.Errorf("%s: %w", f.key, err)
		}
	}
	b.WriteByte('}')
	return nil
}

func recordValue(b *bytes.Buffer, v reflect.Value) error {
	switch {
	case v.Type() == numberType:
		b.WriteString(v.String()) // ParseNumber takes no other form than JSON's
		return nil
	case v.Kind() == reflect.Struct && !isScalar(v.Type()):
		return record(b, v)
	case v.Kind() == reflect.Slice:
		b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := recordValue(b, v.Index(i)); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.Interface()); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder ends each value with a line
	return nil
}
