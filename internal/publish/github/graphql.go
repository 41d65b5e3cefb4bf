package github

import (
	"context"
	"errors"
	"fmt"
)

// The two documents. The REST interface has no call to minimise a comment, and
// refuses to tell a workflow's token who it is.
const (
	viewerQuery    = `query { viewer { login } }`
	minimizeMutate = `mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { minimizedComment { isMinimized } } }`
)

// query sends one document and decodes the data of its answer.
func (c *Client) query(ctx context.Context, document string, variables map[string]any, data any) error {
	req, err := c.rest.NewRequest("POST", c.graphql, map[string]any{"query": document, "variables": variables})
	if err != nil {
		return err
	}
	answer := struct {
		Data   any `json:"data"`
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}{Data: data}
	if _, err := c.rest.Do(ctx, req, &answer); err != nil {
		return err
	}
	var errs []error
	for _, e := range answer.Errors {
		errs = append(errs, errors.New(e.Message))
	}
	return errors.Join(errs...)
}

// viewer tells whom the token belongs to.
func (c *Client) viewer(ctx context.Context) (string, error) {
	var data struct {
		Viewer struct {
			Login string `json:"login"`
		} `json:"viewer"`
	}
	if err := c.query(ctx, viewerQuery, nil, &data); err != nil {
		return "", fmt.Errorf("ask who the token's owner is: %w", err)
	}
	if data.Viewer.Login == "" {
		return "", errors.New("ask who the token's owner is: no login in the answer")
	}
	return data.Viewer.Login, nil
}

// minimize folds a comment away as outdated.
func (c *Client) minimize(ctx context.Context, nodeID string) error {
	var data struct {
		Minimize struct {
			Comment struct {
				IsMinimized bool `json:"isMinimized"`
			} `json:"minimizedComment"`
		} `json:"minimizeComment"`
	}
	err := c.query(ctx, minimizeMutate, map[string]any{"id": nodeID}, &data)
	if err == nil && !data.Minimize.Comment.IsMinimized {
		err = errors.New("the answer says that it is not")
	}
	if err != nil {
		return fmt.Errorf("minimise the outdated comment: %w", err)
	}
	return nil
}
